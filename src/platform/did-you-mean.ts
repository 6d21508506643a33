/** The name that somebody may have meant by one that is not there: at most a third of it differs. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const each of names) {
    const distance = editDistance(wanted, each.toLowerCase())
    if (distance <= Math.max(1, Math.floor(wanted.length / 3)) && distance < (best?.distance ?? Infinity))
      best = { name: each, distance }
  }
  return best?.name
}

/** "Did you mean …?", or which names there are, when they are few. Empty when neither helps. */
export function suggestName(name: string, names: Iterable<string>): string {
  const list = [...new Set(names)]
  const nearest = nearestName(name, list)
  if (nearest !== undefined) return `Did you mean "${nearest}"?`
  if (list.length === 0 || list.length > 24) return ''
  return `Possible: ${list.map((each) => `"${each}"`).join(', ')}.`
}

/** How many letters must be put in, left out, changed or swapped with the next to make one text of the other. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Infinity
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1])
      const swap = isSwapped(a.slice(i - 2, i), b.slice(j - 2, j)) ? (before[j - 2] ?? 0) + 1 : Infinity
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

function isSwapped(a: string, b: string): boolean {
  return a.length === 2 && a[0] === b[1] && a[1] === b[0]
}
