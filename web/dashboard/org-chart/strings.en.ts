import { formatNumber } from '../../shared/format.ts'

/** More is not counted: the server says one more than that. */
const mostCounted = 1_000
const some = (count: number) => (count > mostCounted ? `${formatNumber(mostCounted)}+` : formatNumber(count))
const people = (count: number) => (count === 1 ? '1 report' : `${some(count)} reports`)

/** The texts of the org chart. */
export const strings = {
  title: 'Org chart',
  text: 'Who reports to whom, over all directories.',
  ask: 'A chart is of one organization. Choose whose you want to see.',
  find: 'Find somebody',
  toTop: 'From the top',
  views: { label: 'View', chart: 'Chart', list: 'List' },
  picture: 'Chart of the organization',
  list: 'Chart of the organization as a list',
  listHint: 'Arrow keys move and open; Enter shows the person.',
  export: 'Download',
  exports: { svg: 'As SVG', png: 'As PNG' },
  file: 'org-chart',
  reports: people,
  count: some,
  below: (count: number) => `${some(count)} in all`,
  more: (count: number) => `${formatNumber(count)} more`,
  card: (name: string, title: string | null, reports: number) =>
    [name, title, people(reports)].filter(Boolean).join(', '),
  show: (count: number, name: string) => `Show ${people(count)} of ${name}`,
  showMore: (count: number, name: string) => `Show ${formatNumber(count)} more who report to ${name}`,
  hide: (name: string) => `Hide the reports of ${name}`,
  looped: 'In a circle',
  dotted: 'Has dotted lines',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  full: {
    title: 'That would be more than 1,000 cards',
    text: 'Close what you do not need, begin at somebody further down, or read the list.',
    action: 'Open the list',
  },
  loops: {
    title: (count: number) => (count === 1 ? 'A circle of managers' : `${formatNumber(count)} circles of managers`),
    text: 'These people report to one another, so that nobody is at the top. Correct the manager at the source.',
  },
  unplaced: {
    button: (count: string) => `${count} without a manager`,
    title: 'Without a manager',
    text: 'No directory says to whom these people report, and nobody reports to them.',
    more: 'Show more',
  },
  empty: {
    title: 'No chart yet',
    text: 'It is drawn from the managers that directories know. None of them knows any so far.',
    action: 'To the people',
  },
  panel: {
    department: 'Department',
    mail: 'E-mail',
    manager: 'Manager',
    noManager: 'Nobody',
    reports: 'Reports',
    none: 'None',
    dottedTo: 'Also reports to',
    dottedFrom: 'Also report to this person',
    until: (day: string) => `until ${day}`,
    around: 'Show the chart around',
    notHere: 'This person is not in the part of the chart that is open.',
  },
} as const
