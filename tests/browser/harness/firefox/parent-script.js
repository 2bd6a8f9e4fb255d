// Runs in Firefox's own window with all its privileges, and never elsewhere: an expression whose value is a function
// that makes the driver of its DevTools. What the driver's methods give must be JSON.
;(extensionId, panelScript, languageScript) => {
  const load = path => ChromeUtils.importESModule(path)
  const { require } = load('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = require('resource://devtools/client/framework/devtools.js')
  const { Downloads } = load('resource://gre/modules/Downloads.sys.mjs')
  const { event } = load('chrome://remote/content/shared/webdriver/Event.sys.mjs')
  const { keyData } = load('chrome://remote/content/shared/webdriver/KeyData.sys.mjs')

  const LIMIT = 30_000
  const HOSTS = { undocked: 'window' }
  const MODIFIERS = { Control: 'ctrlKey', Shift: 'shiftKey' }

  const panels = new Map()
  const modifiers = {}
  const errors = []
  const downloads = new Set()

  const pause = () => new Promise(resolve => setTimeout(resolve, 20))
  const until = async (find, missing) => {
    for (const deadline = Date.now() + LIMIT; Date.now() < deadline; await pause()) {
      const found = await find()
      if (found) return found
    }
    throw new Error(missing)
  }

  /**
   * Content scripts and the background page speak of pages that have gone, and Firefox of what it does not let an
   * extension do, and of answers to a panel that was docked elsewhere meanwhile; that is no fault of the panel.
   */
  const isOfPanel = ({ sourceName, errorMessage, flags }) =>
    sourceName.startsWith('moz-extension://') &&
    !/\/(content-scripts\/|background\.js)/.test(sourceName) &&
    !/^The extension .* is not allowed to access|^Promise resolved after context unloaded/.test(
      errorMessage,
    ) &&
    !(flags & Ci.nsIScriptError.warningFlag)
  Services.console.registerListener({
    observe: message => {
      if (message instanceof Ci.nsIScriptError && isOfPanel(message)) errors.push(message.errorMessage)
    },
  })
  Downloads.getList(Downloads.ALL).then(list =>
    list.addView({ onDownloadAdded: download => downloads.add(download) }),
  )

  let hasLanguageScript = false
  /** For every panel made from now on; null gives them the browser's own again. */
  const setLanguage = async language => {
    if (!hasLanguageScript && language === null) return
    if (!hasLanguageScript)
      Services.ppmm.loadProcessScript(
        `data:application/javascript,${encodeURIComponent(languageScript)}`,
        true,
      )
    hasLanguageScript = true
    Services.ppmm.sharedData.set('streamtap:language', language)
    Services.ppmm.sharedData.flush()
  }

  const viewOf = toolbox =>
    [...WebExtensionPolicy.getByID(extensionId).extension.views].find(
      view =>
        view.viewType === 'devtools_panel' &&
        view.devToolsToolbox === toolbox &&
        view.active &&
        view.xulBrowser?.isConnected,
    )

  const loaded = new WeakSet()
  /** Answers of the script that runs beside a page. */
  const askBeside = async (xulBrowser, question) => {
    const { messageManager } = xulBrowser
    if (!loaded.has(xulBrowser)) {
      loaded.add(xulBrowser)
      messageManager.loadFrameScript(`data:application/javascript,${encodeURIComponent(panelScript)}`, false)
    }
    const id = `${Math.random()}`
    const answer = await new Promise((resolve, reject) => {
      const done = (error, data) => {
        messageManager.removeMessageListener('streamtap:answer', listen)
        xulBrowser.removeEventListener('XULFrameLoaderDestroyed', gone)
        if (error) reject(error)
        else resolve(data)
      }
      const listen = ({ data }) => data.id === id && done(null, data)
      const gone = () => done(new Error('The page has gone.'))
      messageManager.addMessageListener('streamtap:answer', listen)
      xulBrowser.addEventListener('XULFrameLoaderDestroyed', gone)
      messageManager.sendAsyncMessage('streamtap:question', { ...question, id })
    })
    if (answer.error) throw new Error(answer.error.replace(/data:\S+(?=:\d+:\d+)/g, 'page-script.js'))
    return answer.value
  }

  /** A panel that has moved is another page. */
  const ask = async (panel, question) => {
    const find = () => {
      if (panel.isClosed) throw new Error('DevTools has been closed.')
      return viewOf(panel.toolbox)
    }
    const { xulBrowser } = await until(find, 'The panel is not there.')
    return askBeside(xulBrowser, question)
  }

  /** Where a browser element stands in the window that holds it. */
  const placeOf = element => {
    const { left, top } = element.getBoundingClientRect()
    const view = element.ownerDocument.defaultView
    const { embedderElement } = view.browsingContext
    if (!embedderElement) return { left, top, window: view }
    const outer = placeOf(embedderElement)
    return { left: left + outer.left, top: top + outer.top, window: outer.window }
  }

  const bringToFront = panel => {
    if (gBrowser.selectedTab !== panel.tab && !panel.tab.closing) gBrowser.selectedTab = panel.tab
  }

  /** The middle of an element, and a mouse for places in its page. */
  const mouseOver = async (panel, element) => {
    bringToFront(panel)
    const point = await ask(panel, { kind: 'point', element })
    const { left, top, window: target } = placeOf(viewOf(panel.toolbox).xulBrowser)
    const mouse = (type, { x, y }, buttons, clickCount) => {
      const data = { type, button: 0, buttons, clickCount, ...modifiers, asyncEnabled: true }
      return event.synthesizeMouseAtPoint(left + x, top + y, data, target)
    }
    return { point, mouse }
  }

  let letGo = async () => {}

  const driver = {
    errors: from => errors.slice(from),

    async openPanel(title, dock, language) {
      await setLanguage(language)
      const tab = gBrowser.selectedTab
      const hostType = HOSTS[dock] ?? dock
      const toolbox = await gDevTools.showToolboxForTab(tab, { toolId: 'webconsole', hostType })
      const find = () =>
        toolbox.getAdditionalTools().find(tool => tool.extensionId === extensionId && tool.label === title)
      const { id: toolId } = await until(find, `DevTools has no panel "${title}".`)
      await toolbox.selectTool(toolId)
      const number = panels.size
      const panel = { tab, toolbox, toolId, isClosed: false }
      // With the tab too.
      toolbox.once('destroy', () => {
        panel.isClosed = true
      })
      panels.set(number, panel)
      return { number, errors: errors.length }
    },
    /** Without showing any panel of an extension. */
    async openDevTools() {
      await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'webconsole', hostType: 'right' })
    },
    /** Hosts where Firefox runs no extension but those that Mozilla watches over. */
    async setQuarantine(hosts) {
      Services.prefs.setBoolPref('extensions.quarantinedDomains.enabled', true)
      Services.prefs.setStringPref('extensions.quarantinedDomains.list', hosts)
    },
    async ask(number, question) {
      return ask(panels.get(number), question)
    },
    /** Runs a function in the realm of the extension's own script in the page of the tab in front. */
    async askContentScript(source, args) {
      return askBeside(gBrowser.selectedBrowser, { kind: 'inContentScript', extensionId, source, args })
    },
    async click(number, element, times) {
      const { point, mouse } = await mouseOver(panels.get(number), element)
      await mouse('mousemove', point, 0, 0)
      for (let count = 1; count <= times; count++) {
        await mouse('mousedown', point, 1, count)
        await mouse('mouseup', point, 0, count)
      }
    },
    async drag(number, element, x, y) {
      const { point, mouse } = await mouseOver(panels.get(number), element)
      const end = { x: point.x + x, y: point.y + y }
      await mouse('mousemove', point, 0, 0)
      await mouse('mousedown', point, 1, 1)
      await mouse('mousemove', { x: point.x + x / 2, y: point.y + y / 2 }, 1, 0)
      await mouse('mousemove', end, 1, 0)
      await mouse('mouseup', end, 0, 1)
    },
    async press(number, element) {
      const { point, mouse } = await mouseOver(panels.get(number), element)
      await mouse('mousemove', point, 0, 0)
      await mouse('mousedown', point, 1, 1)
      letGo = () => mouse('mouseup', point, 0, 1)
    },
    release: () => letGo(),
    async key(number, type, name) {
      const panel = panels.get(number)
      bringToFront(panel)
      const { xulBrowser } = await until(() => viewOf(panel.toolbox), 'No panel.')
      const { window: target } = placeOf(xulBrowser)
      xulBrowser.focus()
      await until(
        () => ask(panel, { kind: 'evaluate', source: '() => document.hasFocus()', args: [] }),
        'The panel does not take the focus.',
      )
      const modifier = MODIFIERS[name]
      if (modifier) modifiers[modifier] = type === 'keydown'
      const data = keyData.getData(name.length === 1 ? name : driver.keys[name])
      event.sendSingleKey({ ...data, ...modifiers }, target, type)
    },
    /** WebDriver's characters for keys that write none. */
    keys: {
      Control: '\uE009',
      Shift: '\uE008',
      Enter: '\uE007',
      Escape: '\uE00C',
      Tab: '\uE004',
      ArrowUp: '\uE013',
      ArrowDown: '\uE015',
      ArrowRight: '\uE014',
      Home: '\uE011',
      End: '\uE010',
    },
    async dock(number, side) {
      await panels.get(number).toolbox.switchHost(HOSTS[side] ?? side)
    },
    async setTheme(theme) {
      Services.prefs.setCharPref('devtools.theme', theme)
    },
    async resize(number, width, height) {
      const { window: target } = placeOf(viewOf(panels.get(number).toolbox).xulBrowser)
      const sides = target.outerWidth - target.innerWidth
      const bars = target.outerHeight - target.innerHeight
      target.resizeTo(width + sides, height + bars)
      await until(
        () => target.innerWidth === width && target.innerHeight === height,
        `DevTools does not become ${width} by ${height}, it is ${target.innerWidth} by ${target.innerHeight}.`,
      )
    },
    async screenshot(number) {
      const { win } = panels.get(number).toolbox
      const bitmap = await win.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white')
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      canvas.getContext('2d').drawImage(bitmap, 0, 0)
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
      return bytes.toBase64()
    },
    async closeDevTools(number) {
      await panels.get(number).toolbox.destroy()
    },
    downloadCount: () => downloads.size,
    /** The path of the download of this number, once it is whole. */
    async download(number) {
      const find = () => [...downloads][number]
      const download = await until(find, 'Firefox saved no file.')
      await until(() => download.stopped, 'Firefox did not finish saving a file.')
      if (!download.succeeded) throw new Error(`Firefox did not save ${download.target.path}.`)
      return download.target.path
    },
  }
  return driver
}
