/** What is said of a finding. Texts may hold `{arguments}`. */
export interface FindingText {
  title: string
  /** What was seen, what it means, and what cannot be observed. */
  why: string
  /** How to mend it. */
  fix: string
  /** A page that says more. */
  source: string
}
