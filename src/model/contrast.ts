type Rgb = readonly [red: number, green: number, blue: number]

const white: Rgb = [255, 255, 255]

/** How much text must differ from what is behind it (WCAG 2.2, 1.4.3). */
export const neededContrast = 4.5

/** How white text differs from a colour (`#rrggbb`) behind it, 1 to 21; the same as that of text in the colour on white. */
export function contrastWithWhite(colour: string): number {
  return contrast(parse(colour), white)
}

/**
 * The colour itself, if white text can be read on it; else the nearest darker shade of the same hue on which it can. Mixing
 * with black keeps the hue.
 */
export function nearestReadable(colour: string): string {
  const rgb = parse(colour)
  let share = 100
  while (share > 0 && contrast(darken(rgb, share), white) < neededContrast) share -= 1
  return write(darken(rgb, share))
}

function darken([red, green, blue]: Rgb, share: number): Rgb {
  const part = (value: number) => Math.floor((value * share) / 100)
  return [part(red), part(green), part(blue)]
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: Rgb, other: Rgb): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function parse(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function write(rgb: Rgb): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
