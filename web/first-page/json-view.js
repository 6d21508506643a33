import { element } from './dom.js'

/** JSON to read: in a box that the keyboard can scroll, keys and values told apart by their looks. */
export function jsonView(label, value) {
  const box = element('pre', { class: 'json', tabindex: '0', role: 'region', 'aria-label': label })
  box.append(...parts(JSON.stringify(value, null, 2)))
  return box
}

/** Cuts printed JSON into keys (`<span class="key">`) and the rest. */
function parts(text) {
  return text
    .split(/^(\s*"(?:[^"\\]|\\.)*":)/m)
    .map((part, index) => (index % 2 === 1 ? element('span', { class: 'key' }, part) : part))
}
