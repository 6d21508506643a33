import type { MantineColorsTuple } from '@mantine/core'

type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** How much of the colour is in each shade; the ninth is the colour itself, the tenth goes towards black. */
const shares = [0.06, 0.14, 0.28, 0.42, 0.55, 0.67, 0.78, 0.9, 1] as const

/** The ten shades of an operator's colour (`#rrggbb`): the theme fills buttons with the ninth, which is the colour as it was given. */
export function brandColours(colour: string): MantineColorsTuple {
  const rgb = parse(colour)
  const tints = shares.map((share) => write(mix(rgb, white, share)))
  return [...tints, write(mix(rgb, black, 0.8))] as unknown as MantineColorsTuple
}

function parse(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(one[index] * share + other[index] * (1 - share))
  return [part(0), part(1), part(2)]
}

function write(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
