// The start page: brings the shell to this device, so that the paper survives a reload without a line,
// and says where the browser does not allow that.

if (navigator.serviceWorker) {
  navigator.serviceWorker.register("/sw.js").catch(() => {
    document.querySelector("#no-shell").hidden = false;
  });
} else {
  document.querySelector("#no-shell").hidden = false;
}
