/** The languages the panel speaks. */
export type Locale = 'en' | 'zh-CN'

/** The closest of them to a BCP 47 tag; any Chinese that is not written in traditional characters is `zh-CN`. */
export const resolveLocale = (tag: string): Locale => {
  const [language, ...subtags] = tag.toLowerCase().split(/[-_]/)
  const traditional = subtags.some(subtag => ['hant', 'tw', 'hk', 'mo'].includes(subtag))
  return language === 'zh' && !traditional ? 'zh-CN' : 'en'
}
