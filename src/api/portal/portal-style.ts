import { createHash } from 'node:crypto'

/** The portal's style. It stands within the page, so that a page is one answer and needs nothing else. */
export const portalStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f6f3, #121517);
  --sheet: light-dark(#ffffff, #1a1e21);
  --line: light-dark(#e4e4de, #2c3237);
  --text: light-dark(#1b1f23, #e9ecee);
  --muted: light-dark(#59616a, #a6b0b8);
  --green: light-dark(#1d6b5a, #79d0b6);
  --red: light-dark(#a1352b, #f0a196);
  --amber: light-dark(#7d5208, #e6bd73);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { width: min(45rem, 100% - 2.5rem); margin: 3rem auto; }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.125rem; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
a { color: var(--green); text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--green); outline-offset: 2px; border-radius: 4px; }
code { font: 0.875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.muted { color: var(--muted); }
.cards { display: grid; gap: 1rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.card { padding: 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--sheet); }
.card > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
.state { font-weight: 600; color: var(--amber); }
.state[data-state="active"] { color: var(--green); }
.state[data-state="quarantined"] { color: var(--red); }
dl { display: grid; grid-template-columns: minmax(8rem, auto) minmax(0, 1fr); gap: 0.375rem 1rem; margin: 1rem 0 0; }
dt { color: var(--muted); }
dd { margin: 0; }
@media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: 0.5rem; } }
`

const styleHash = createHash('sha256').update(portalStyle).digest('base64')

/** What browsers are told of a page of the portal: it may use its own style, and nothing else at all. */
export const portalHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const
