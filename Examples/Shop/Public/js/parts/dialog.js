import { h, icon } from '../dom.js';

// Opens a modal dialog; it is removed from the page when it closes.
export function openDialog(title, ...content) {
  const dialog = h('dialog', {},
    h('div', { class: 'dialog-head' }, h('h2', {}, title),
      h('button', { class: 'icon-button dialog-close', type: 'button', onclick: () => dialog.close() },
        icon('close'))),
    ...content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
