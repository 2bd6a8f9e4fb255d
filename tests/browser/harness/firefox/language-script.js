// Runs in each process of Firefox, with privileges, and never elsewhere: an expression whose value is a function that
// makes panels believe that the browser speaks another language.
;language => {
  const observe = document => {
    const view = document.defaultView
    if (!/^moz-extension:.*\/panel\.html/.test(view?.location.href ?? '')) return
    const { i18n } = view.wrappedJSObject.browser
    i18n.getUILanguage = Cu.exportFunction(() => language, view)
  }
  Services.obs.addObserver({ observe }, 'document-element-inserted')
}
