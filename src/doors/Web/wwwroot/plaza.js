// Plaza works without this script. It counts what is typed into a compose box the way the server does:
// graphemes, every web address as the same number, @user@domain as @user, and a content warning with the text.
(() => {
  'use strict';
  const splitter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;
  const graphemes = text => {
    if (!splitter) return Array.from(text).length;
    let n = 0;
    for (const _ of splitter.segment(text)) n++;
    return n;
  };
  const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()\]]/giu;
  const mention = /(^|[^\p{L}\p{N}_/@])(@[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*)@[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}]/giu;

  for (const form of document.querySelectorAll('form[data-count]')) {
    const text = form.elements.text;
    const warning = form.elements.content_warning;
    const shown = form.querySelector('.compose-count');
    const limit = Number(form.dataset.count);
    const link = 'x'.repeat(Number(form.dataset.countLink));
    const length = typed => graphemes(typed.replace(/\r\n?/g, '\n').replace(address, link).replace(mention, '$1$2'));
    if (!text || !shown || !limit) continue;

    // Sighted people see every change; a screen reader hears it after a pause in typing, and only when it matters.
    const spoken = document.createElement('span');
    spoken.className = 'sr-only';
    spoken.setAttribute('role', 'status');
    form.append(spoken);
    let waiting = 0;
    let said = '';

    const count = () => {
      const left = limit - length(text.value) - (warning ? length(warning.value) : 0);
      const state = left < 0 ? 'over' : left <= 50 ? 'near' : '';
      shown.textContent = String(left).replace('-', '−');
      shown.title = left < 0 ? `${-left} too many` : `${left} of ${limit} characters left`;
      shown.dataset.state = state;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const words = state === 'over' ? `${-left} characters too many` : state === 'near' ? `${left} characters left` : '';
        if (words !== said) spoken.textContent = said = words;
      }, 900);
    };

    shown.setAttribute('aria-hidden', 'true');
    form.addEventListener('input', count);
    form.addEventListener('reset', () => setTimeout(count));
    addEventListener('pageshow', count); // text kept by the browser on "back"
    count();
  }

  // A page that came back with errors: start at the list of them, or at the only field.
  document.querySelector('.error-summary, [aria-invalid="true"]')?.focus();
})();
