// The builder's form works without this. With it every change is asked of the server at once, and what differs is put in place: the rules stay there.
const form = document.forms.namedItem('builder');
const frame = document.getElementById('shown');
const stage = frame.parentElement;
const width = document.getElementById('width');
const said = document.getElementById('said');
/** Milliseconds without a further key before what is being typed is asked for. */
const PAUSE = 250;
let turn = 0;
let timer;
/** Until somebody chooses a width, the page is no wider than there is room: on a telephone it would be too small to read. */
let widthChosen = !frame.classList.contains('fits');

document.documentElement.classList.add('scripts');

/** Shows the page in its full width, made smaller where there is less room. */
function fit() {
  const wide = widthChosen ? width.value : Math.min(width.defaultValue, stage.clientWidth);
  const scale = Math.min(1, stage.clientWidth / wide);
  width.value = wide;
  frame.width = wide;
  frame.height = Math.round(stage.clientHeight / scale);
  frame.style.transform = `scale(${scale})`;
  document.getElementById('width-shown').textContent = wide;
}

async function show(submitter) {
  clearTimeout(timer);
  turn += 1;
  const mine = turn;
  const query = new URLSearchParams(new FormData(form, submitter));
  const fresh = await ask(`${form.getAttribute('action')}?${query}`);
  if (mine !== turn) return;
  const answer = fresh?.forms.namedItem('builder');
  said.textContent = answer
    ? ''
    : 'The server did not answer, so the preview may be out of date. Change something to try again.';
  if (!answer) return;
  history.replaceState(null, '', answer.dataset.address);
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll('[data-part]')) {
    const other = fresh.getElementById(part.id);
    if (part.innerHTML !== other.innerHTML) part.replaceChildren(...other.childNodes);
  }
  if (focused) document.getElementById(focused)?.focus();
  if (submitter) adopt(answer, submitter);
  const address = fresh.getElementById('shown').src;
  // Not by `src`, which would add a step to the browser's history.
  if (frame.src !== address && frame.dataset.src !== address) frame.contentWindow.location.replace(address);
  frame.dataset.src = address;
}

/** The page at the address; nothing where the network or the server fails. */
async function ask(address) {
  try {
    return new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  } catch {
    return undefined;
  }
}

/** Takes the fields' values over from the answer: a button may have changed one. Where the button is gone, the focus goes to that field. */
function adopt(answer, submitter) {
  const feed = document.getElementById('feed');
  feed.replaceChildren(...answer.elements.namedItem('feed').cloneNode(true).childNodes);
  for (const field of answer.elements) {
    const own = field.id && document.getElementById(field.id);
    if (own && own !== width && 'value' in own) own.value = field.value;
  }
  if (submitter.isConnected) return;
  const changed = document.getElementById(submitter.dataset.changes ?? submitter.name);
  changed?.closest('details')?.setAttribute('open', '');
  changed?.focus();
}

form.addEventListener('input', ({ target }) => {
  const swatchOf = target.dataset.colour;
  if (swatchOf) document.getElementById(swatchOf).value = target.value;
  const swatch = document.querySelector(`[data-colour="${target.name}"]`);
  if (swatch && /^#[\da-f]{6}$/i.test(target.value)) swatch.value = target.value;
  if (target === width) {
    widthChosen = true;
    frame.classList.remove('fits');
    fit();
  }
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form.addEventListener('formdata', ({ formData }) => {
  if (!widthChosen) formData.delete('width');
});
form.addEventListener('submit', (event) => {
  if (event.submitter?.formMethod === 'post') return;
  event.preventDefault();
  show(event.submitter);
});
form.addEventListener('click', async ({ target }) => {
  const id = target.closest('[data-copy]')?.dataset.copy;
  if (!id) return;
  const code = document.getElementById(id);
  getSelection().selectAllChildren(code);
  said.textContent = '';
  try {
    await navigator.clipboard.writeText(code.textContent);
    said.textContent = 'Copied. Now paste it.';
  } catch {
    said.textContent = 'The lines are selected. Copy them with Ctrl+C, or with Cmd+C on a Mac.';
  }
});
new ResizeObserver(fit).observe(stage);
fit();
