// The form works without this script. With it, each change requests the page again and replaces the parts that differ. All rules stay on the server.
const form = document.forms.namedItem('builder');
const frame = document.getElementById('shown');
const stage = frame.parentElement;
const width = document.getElementById('width');
const message = document.getElementById('message');
/** Time without input after which the page is requested. */
const INPUT_DELAY_MS = 250;
let latestUpdate = 0;
let timer;
/** Until a width is chosen, the preview fits the screen: on a phone it would be too small to read. */
let widthChosen = !frame.classList.contains('fits');

document.documentElement.classList.add('scripts');

/** Shows the preview in its full width, scaled down if there is less space. */
function scalePreview() {
  const wide = widthChosen ? width.value : Math.min(width.defaultValue, stage.clientWidth);
  const scale = Math.min(1, stage.clientWidth / wide);
  width.value = wide;
  frame.width = wide;
  frame.height = Math.round(stage.clientHeight / scale);
  frame.style.transform = `scale(${scale})`;
  document.getElementById('width-shown').textContent = wide;
}

async function update(submitter) {
  clearTimeout(timer);
  latestUpdate += 1;
  const thisUpdate = latestUpdate;
  const query = new URLSearchParams(new FormData(form, submitter));
  const newPage = await load(`${form.getAttribute('action')}?${query}`);
  if (thisUpdate !== latestUpdate) return;
  const newForm = newPage?.forms.namedItem('builder');
  message.textContent = newForm
    ? ''
    : 'The server did not answer, so the preview may be out of date. Change something to try again.';
  if (!newForm) return;
  history.replaceState(null, '', newForm.dataset.address);
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll('[data-part]')) {
    const other = newPage.getElementById(part.id);
    if (part.innerHTML !== other.innerHTML) part.replaceChildren(...other.childNodes);
  }
  if (focused) document.getElementById(focused)?.focus();
  if (submitter) copyValues(newForm, submitter);
  const address = newPage.getElementById('shown').src;
  // Setting `src` would add an entry to the browser's history.
  if (frame.src !== address && frame.dataset.src !== address) frame.contentWindow.location.replace(address);
  frame.dataset.src = address;
}

/** Loads a page; `undefined` if the network or the server fails. */
async function load(address) {
  try {
    return new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  } catch {
    return undefined;
  }
}

/** Copies the values of all fields, because a button may change one. If the new page does not have the button, that field gets the focus. */
function copyValues(newForm, submitter) {
  const feed = document.getElementById('feed');
  feed.replaceChildren(...newForm.elements.namedItem('feed').cloneNode(true).childNodes);
  for (const field of newForm.elements) {
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
    scalePreview();
  }
  clearTimeout(timer);
  timer = setTimeout(update, INPUT_DELAY_MS);
});
form.addEventListener('formdata', ({ formData }) => {
  if (!widthChosen) formData.delete('width');
});
form.addEventListener('submit', (event) => {
  if (event.submitter?.formMethod === 'post') return;
  event.preventDefault();
  update(event.submitter);
});
form.addEventListener('click', async ({ target }) => {
  const id = target.closest('[data-copy]')?.dataset.copy;
  if (!id) return;
  const code = document.getElementById(id);
  getSelection().selectAllChildren(code);
  message.textContent = '';
  try {
    await navigator.clipboard.writeText(code.textContent);
    message.textContent = 'Copied. Now paste it.';
  } catch {
    message.textContent = 'The lines are selected. Copy them with Ctrl+C, or with Cmd+C on a Mac.';
  }
});
new ResizeObserver(scalePreview).observe(stage);
scalePreview();
