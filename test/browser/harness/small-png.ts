import { crc32, deflateSync, inflateSync } from 'node:zlib'

type Pixels = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const paletteSize = 256

/**
 * Writes a picture of a screen with a palette of 256 colors, which makes it a third of its size. Screens have few colors; those that
 * are left out are shades at the edges of letters.
 */
export function toSmallPng(png: Buffer): Buffer {
  const { width, height, rgb } = readPng(png)
  const palette = choosePalette(rgb)
  const nearest = createNearest(palette)
  const rows = Buffer.alloc((width + 1) * height)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    // Each row begins with its filter: 0, none.
    rows[pixel + Math.floor(pixel / width) + 1] = nearest(colorAt(rgb, pixel))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits, indexed.
  header.set([8, 3, 0, 0, 0], 8)
  const plte = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  const data = deflateSync(rows, { level: 9, memLevel: 9 })
  const chunks = [chunk('IHDR', header), chunk('PLTE', plte), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...chunks])
}

function colorAt(rgb: Uint8Array, pixel: number): number {
  const at = pixel * 3
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)
}

/** The colors that most pixels have; of colors that hardly differ only one. */
function choosePalette(rgb: Uint8Array): number[] {
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const color = colorAt(rgb, pixel)
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  const byCount = [...counts].toSorted(([, one], [, other]) => other - one).map(([color]) => color)
  if (byCount.length <= paletteSize) return byCount
  const exact = byCount.slice(0, paletteSize / 2)
  const coarse = new Map(exact.map((color) => [color & 0xf0f0f0, color]))
  const others = byCount.slice(paletteSize / 2).filter((color) => {
    if (coarse.has(color & 0xf0f0f0)) return false
    coarse.set(color & 0xf0f0f0, color)
    return true
  })
  return [...exact, ...others.slice(0, paletteSize / 2)]
}

function createNearest(palette: readonly number[]): (color: number) => number {
  const known = new Map(palette.map((color, index) => [color, index]))
  return (color) => {
    const found = known.get(color)
    if (found !== undefined) return found
    const distances = palette.map((candidate) => distance(candidate, color))
    const index = distances.indexOf(Math.min(...distances))
    known.set(color, index)
    return index
  }
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16)
  const green = ((one >> 8) & 255) - ((other >> 8) & 255)
  const blue = (one & 255) - (other & 255)
  return red * red + green * green + blue * blue
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** Reads what Chromium writes: 8 bits, RGB or RGBA, not interlaced. */
function readPng(png: Buffer): Pixels {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const bytes = png[25] === 6 ? 4 : 3
  if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6)) throw new TypeError('The picture is of another kind of PNG.')
  const data: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const rows = unfilter(inflateSync(Buffer.concat(data)), { stride: width * bytes, bytes })
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgb.set(rows.subarray(pixel * bytes, pixel * bytes + 3), pixel * 3)
  }
  return { width, height, rgb }
}

/** Undoes the filters by which a PNG says how each row differs from what is before and above (PNG, 9.2). */
function unfilter(raw: Buffer, { stride, bytes }: { readonly stride: number; readonly bytes: number }): Uint8Array {
  const height = raw.length / (stride + 1)
  const out = new Uint8Array(stride * height)
  const at = (row: number, column: number) => (row < 0 || column < 0 ? 0 : (out[row * stride + column] ?? 0))
  for (let row = 0; row < height; row += 1) {
    const start = row * (stride + 1)
    for (let column = 0; column < stride; column += 1) {
      const before = column - bytes
      const near = { left: at(row, before), up: at(row - 1, column), corner: before < 0 ? 0 : at(row - 1, before) }
      out[row * stride + column] = (raw[start + 1 + column] ?? 0) + predict(raw[start] ?? 0, near)
    }
  }
  return out
}

function predict(filter: number, { left, up, corner }: { left: number; up: number; corner: number }): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
