/** The language in which numbers, times and plurals are written. */
export function languageOfPage(): string {
  return document.documentElement.lang || 'en'
}

/** `2140` → `2,140`, in the reader's language. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(languageOfPage()).format(value)
}

/** `0.1042` → `10.4%`. */
export function formatShare(share: number, digits = 1): string {
  return new Intl.NumberFormat(languageOfPage(), { style: 'percent', maximumFractionDigits: digits }).format(share)
}

/** The number with the word that fits it: `plural(1, { one: 'person', other: 'people' })` → `1 person`. */
export function plural(count: number, words: { readonly one: string; readonly other: string }): string {
  const form = new Intl.PluralRules(languageOfPage()).select(count) === 'one' ? words.one : words.other
  return `${formatNumber(count)} ${form}`
}

/** A span of time in its two greatest units: `3 min 20 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 1) return `${Math.max(0, Math.round(milliseconds))} ms`
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${formatNumber(count)} ${unit}`)
    .join(' ')
}

/** Bytes as people say them: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const options = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const
  return new Intl.NumberFormat(languageOfPage(), options).format(bytes / 1000 ** power)
}
