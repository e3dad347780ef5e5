// Renews the list of files while the page is in view. What is the same stays, so that a reader's selection stays too.
const RENEW_MS = 10_000;

async function renew() {
  if (document.hidden) return;
  const response = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
  document.getElementById('intake-offline').hidden = response?.ok === true;
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [shown, newest] = [document, page].map((each) => each.getElementById('intake'));
  if (newest !== null && newest.innerHTML !== shown.innerHTML) shown.replaceChildren(...newest.childNodes);
}

setInterval(renew, RENEW_MS);
document.addEventListener('visibilitychange', renew);
