// Runs in each process of Firefox, with privileges, and never elsewhere: makes panels believe that the browser speaks
// another language.
{
  const observe = document => {
    const language = Services.cpmm.sharedData.get('streamtap:language')
    const view = document.defaultView
    if (!language || !/^moz-extension:.*\/panel\.html/.test(view?.location.href ?? '')) return
    const { i18n } = view.wrappedJSObject.browser
    i18n.getUILanguage = Cu.exportFunction(() => language, view)
  }
  Services.obs.addObserver({ observe }, 'document-element-inserted')
}
