// Runs beside a page, with privileges, in the process of that page: the panel's, or one that is inspected.
{
  // The browser's own tree, as assistive technology gets it.
  const accessibility = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService)
  const elements = []
  const LIMIT = 15_000

  const pause = () => new Promise(resolve => content.setTimeout(resolve, 50))
  const until = async (find, missing) => {
    for (const deadline = Date.now() + LIMIT; ; await pause()) {
      const found = await find()
      if (found) return found
      if (Date.now() > deadline) throw new Error(missing)
    }
  }

  const search = (node, role, name) => {
    if (node.computedARIARole === role && node.name === name) return node.DOMNode
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const found = search(child, role, name)
      if (found) return found
    }
    return null
  }
  const findAccessible = (role, name) => {
    const root = accessibility.getAccessibleFor(content.document)
    return root && search(root, role, name)
  }

  const keep = element => elements.push(element) - 1

  /** Runs a function in the panel's page; its globals are the page's. */
  const call = (source, args) => {
    const realm = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false })
    const run = Cu.evalInSandbox(`(async (...args) => (${source})(...args))`, realm)
    const given = args.map(arg =>
      content.Element.isInstance(arg) ? Cu.waiveXrays(arg) : Cu.cloneInto(arg, realm),
    )
    return run(...given)
  }
  /** The same in the realm of the extension's script in a page. */
  const callContentScript = (extensionId, source, args) => {
    const { ExtensionContent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionContent.sys.mjs')
    const { sandbox } = ExtensionContent.getContextByExtensionId(extensionId, content)
    const run = Cu.evalInSandbox(`(async (...args) => (${source})(...args))`, sandbox)
    return run(...args.map(arg => Cu.cloneInto(arg, sandbox)))
  }
  const toText = value => (value === undefined ? null : JSON.stringify(value))

  const stillPoint = async element => {
    let last = null
    return until(() => {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      const { left, top, width, height } = element.getBoundingClientRect()
      const place = [left, top, width, height].join()
      const isStill = place === last && width > 0 && height > 0
      last = place
      const isUsable = !element.disabled && element.getAttribute('aria-disabled') !== 'true'
      return isStill && isUsable && { x: left + width / 2, y: top + height / 2 }
    }, 'The element does not stand still or is disabled.')
  }

  const answers = {
    evaluate: async ({ source, args, element }) => {
      const given = element === undefined ? args : [elements[element], ...args]
      return toText(await call(source, given))
    },
    inContentScript: async ({ extensionId, source, args }) =>
      toText(await callContentScript(extensionId, source, args)),
    find: async ({ role, name }) =>
      keep(await until(() => findAccessible(role, name), `The panel has no ${role} named "${name}".`)),
    findWhere: async ({ source, args }) =>
      keep(await until(() => call(source, args), 'The panel has no such element.')),
    isShown: ({ role, name }) => findAccessible(role, name) !== null,
    point: ({ element }) => stillPoint(elements[element]),
  }

  addMessageListener('streamtap:question', async ({ data }) => {
    try {
      sendAsyncMessage('streamtap:answer', { id: data.id, value: await answers[data.kind](data) })
    } catch (error) {
      sendAsyncMessage('streamtap:answer', {
        id: data.id,
        error: `${error.message ?? error}\n${error.stack ?? ''}`,
      })
    }
  })
}
