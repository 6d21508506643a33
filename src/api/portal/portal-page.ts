import { isPulled } from '../../model/connection.ts'
import { type DirectoryState, scimPath } from '../../model/directory.ts'
import type { Organization } from '../../model/organization.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import { type Html, html } from './html.ts'
import { portalStyle } from './portal-style.ts'

/** What the page shows. */
export type PortalView = {
  readonly organization: Organization
  readonly directories: readonly DirectoryWithTotals[]
  /** When something last happened, by directory id. */
  readonly lastEventTimes: ReadonlyMap<string, Date>
  /** The organization has more directories than these. */
  readonly hasMore: boolean
  readonly publicUrl: string
  readonly returnUrl: string | null
  /** Until when the session lasts. */
  readonly until: Date
}

const states: Readonly<Record<DirectoryState, string>> = {
  setup: 'Waiting for the first push',
  active: 'Active',
  quarantined: 'Stopped after failures',
  inactive: 'Paused',
  deleting: 'Being deleted',
}

/** The portal's page: the directories of one organization, and how each of them is doing. */
export function writePortalPage(view: PortalView): string {
  const { organization, directories, hasMore, returnUrl, until } = view
  return writePage(`Directories of ${organization.name}`, [
    html`<h1>Directories of ${organization.name}</h1>`,
    directories.length > 0
      ? html`<ul class="cards">${directories.map((directory) => card(directory, view))}</ul>`
      : html`<p>There is no directory yet. Ask the company that sent you here to make one.</p>`,
    hasMore ? html`<p class="muted">There are more; these are the first ${directories.length}.</p>` : html``,
    returnUrl === null ? html`` : html`<p><a href="${returnUrl}" rel="noreferrer">Return</a></p>`,
    html`<p class="muted">This page can be opened until ${time(until)}. Load it again to see what is new.</p>`,
  ])
}

function card(directory: DirectoryWithTotals, { lastEventTimes, publicUrl }: PortalView): Html {
  const { id, name, type, state, totals } = directory
  const last = lastEventTimes.get(id)
  return html`<li class="card">
<div><h2>${name}</h2><span class="state" data-state="${state}">${states[state]}</span></div>
<dl>
<dt>Type</dt><dd>${type}</dd>
<dt>Users</dt><dd>${totals.activeUsers} active, ${totals.inactiveUsers} inactive</dd>
<dt>Groups</dt><dd>${totals.groups}</dd>
${isPulled(directory) ? html`` : html`<dt>SCIM endpoint</dt><dd><code>${publicUrl}${scimPath(directory)}</code></dd>`}
<dt>Last activity</dt><dd>${last ? time(last) : 'None yet'}</dd>
</dl></li>`
}

function time(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** Why the portal does not open. */
export type PortalRefusal = 'unknown' | 'ended' | 'no_session' | 'session_ended'

const refusals: Readonly<
  Record<PortalRefusal, { readonly status: number; readonly title: string; readonly text: string }>
> = {
  unknown: {
    status: 404,
    title: 'This link is not known',
    text: 'Check that it was copied whole. If it was, ask the company that sent it to you for a new one.',
  },
  ended: {
    status: 410,
    title: 'This link has ended',
    text: 'Links are valid for a short time only. Ask the company that sent it to you for a new one.',
  },
  no_session: {
    status: 404,
    title: 'Open the link that you were sent',
    text: 'This page is opened by a link. If you have none, ask the company whose product you are connecting for one.',
  },
  session_ended: {
    status: 410,
    title: 'Your visit has ended',
    text: 'Open the link that you were sent again. If it has ended too, ask the company that sent it to you for a new one.',
  },
}

/** The page that says why the portal does not open and what to do, with its status. */
export function writeRefusal(refusal: PortalRefusal): { readonly status: number; readonly page: string } {
  const { status, title, text } = refusals[refusal]
  return { status, page: writePage(title, [html`<h1>${title}</h1>`, html`<p>${text}</p>`]) }
}

function writePage(title: string, content: readonly Html[]): string {
  const style: Html = { text: portalStyle }
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${content}</main></body>
</html>`.text
}
