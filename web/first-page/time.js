import { element } from './dom.js'

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** A time as people say it ("3 min. ago"), with the exact one on hover; kept up to date by `keepTimes`. */
export function timeElement(iso) {
  return element('time', { datetime: iso, title: exact.format(new Date(iso)) }, timeText(iso))
}

/** Writes every relative time of the page anew, every fifteen seconds. */
export function keepTimes() {
  setInterval(() => {
    for (const time of document.querySelectorAll('time')) {
      const text = timeText(time.dateTime)
      if (time.textContent !== text) time.textContent = text
    }
  }, 15_000)
}

function timeText(iso) {
  const seconds = Math.round((Date.now() - new Date(iso).getTime()) / 1000)
  if (seconds < 10) return 'just now'
  if (seconds < 60) return 'a moment ago'
  const [unit, size] = units.find(([, size]) => seconds >= size)
  return relative.format(-Math.floor(seconds / size), unit)
}
