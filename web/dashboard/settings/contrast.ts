/** How much text must differ from what is behind it (WCAG 2.2, 1.4.3). */
export const neededContrast = 4.5

const pattern = /^#[0-9a-f]{6}$/i

/** Whether a text is a colour as the server takes it. */
export function isColour(text: string): boolean {
  return pattern.test(text)
}

/** How white text differs from a colour (`#rrggbb`) behind it, 1 to 21; the server judges in the same way. */
export function contrastWithWhite(colour: string): number {
  return 1.05 / (luminance(parse(colour)) + 0.05)
}

/** The colour itself, if white text can be read on it; else the nearest darker shade of its hue on which it can. */
export function nearestReadable(colour: string): string {
  const rgb = parse(colour)
  const shade = (share: number) => `#${rgb.map((part) => hex(Math.floor((part * share) / 100))).join('')}`
  let share = 100
  while (share > 0 && contrastWithWhite(shade(share)) < neededContrast) share -= 1
  return shade(share)
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function parse(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
}

function hex(part: number): string {
  return part.toString(16).padStart(2, '0')
}
