// Renews an element of the page while it is in view. Where nothing has changed, a reader's selection stays.
const { renew: id, seconds } = document.currentScript.dataset;

async function renew() {
  if (document.hidden) return;
  const response = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
  const isAnswered = response?.ok === true;
  const notice = document.getElementById('offline');
  if (notice !== null) notice.hidden = isAnswered;
  if (!isAnswered) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [shown, newest] = [document, page].map((each) => each.getElementById(id));
  if (shown === null || newest === null || shown.innerHTML === newest.innerHTML) return;
  shown.replaceChildren(...newest.childNodes);
  document.title = page.title;
}

setInterval(renew, seconds * 1000);
document.addEventListener('visibilitychange', renew);
