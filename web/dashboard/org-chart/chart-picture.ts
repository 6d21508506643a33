import type { OrgChart } from '../../shared/api-types.ts'
import { type ChartLayout, cardSize, dottedCurve, pathOf } from './chart-layout.ts'
import type { ChartModel } from './chart-model.ts'

/** What a picture is drawn of. */
type Drawn = { readonly layout: ChartLayout; readonly model: ChartModel; readonly lines: OrgChart['dotted_lines'] }

const margin = 24
const font = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
const ink = { name: '#1a1b1e', title: '#343a40', department: '#5c636a', line: '#adb5bd', dotted: '#1971c2' } as const

/** The chart that is open, as a picture in a file: on white, for documents, as wide as it is. */
export function toSvg({ layout, model, lines }: Drawn): string {
  const places = new Map(layout.cards.map((card) => [card.id, card]))
  const width = layout.width + 2 * margin
  const height = layout.height + 2 * margin
  const drawn = [
    ...layout.lines.map((line) => `<path d="${pathOf(line)}" fill="none" stroke="${ink.line}"/>`),
    ...lines.map((line) => {
      const [from, to] = [places.get(line.person.id), places.get(line.manager.id)]
      if (!(from && to)) return ''
      return `<path d="${dottedCurve(from, to)}" fill="none" stroke="${ink.dotted}" stroke-dasharray="5 4"/>`
    }),
    ...layout.cards.map((card) => {
      const person = model.people.get(card.id)
      const written = [
        { text: person?.display_name ?? '', y: 26, size: 14, weight: 600, fill: ink.name },
        { text: person?.title ?? '', y: 46, size: 12, weight: 400, fill: ink.title },
        { text: person?.department ?? '', y: 65, size: 12, weight: 400, fill: ink.department },
      ]
      const { width: w, height: h } = cardSize
      return `<g transform="translate(${card.x} ${card.y})"><rect width="${w}" height="${h}" rx="8" fill="#fff" stroke="${ink.line}"/>${written
        .map(
          ({ text, y, size, weight, fill }) =>
            `<text x="12" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(cut(text, size))}</text>`,
        )
        .join('')}</g>`
    }),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family='${font}'><rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>`
}

// A canvas of more is refused by browsers.
const mostPixels = 16_000

/** The same drawn on a canvas, twice as fine as a screen where there is room. */
export async function toPng({ layout, model, lines }: Drawn): Promise<Blob> {
  const width = layout.width + 2 * margin
  const height = layout.height + 2 * margin
  const scale = Math.min(2, mostPixels / width, mostPixels / height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('This browser draws no pictures')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(scale, scale)
  pen.translate(margin, margin)
  drawLines(pen, { layout, model, lines })
  for (const card of layout.cards) drawCard(pen, card, model)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large'))), 'image/png'),
  )
}

function drawLines(pen: CanvasRenderingContext2D, { layout, lines }: Drawn): void {
  const places = new Map(layout.cards.map((card) => [card.id, card]))
  pen.strokeStyle = ink.line
  for (const line of layout.lines) pen.stroke(new Path2D(pathOf(line)))
  pen.strokeStyle = ink.dotted
  pen.setLineDash([5, 4])
  for (const line of lines) {
    const [from, to] = [places.get(line.person.id), places.get(line.manager.id)]
    if (from && to) pen.stroke(new Path2D(dottedCurve(from, to)))
  }
  pen.setLineDash([])
}

function drawCard(pen: CanvasRenderingContext2D, { id, x, y }: ChartLayout['cards'][number], model: ChartModel): void {
  const person = model.people.get(id)
  const box = new Path2D()
  box.roundRect(x, y, cardSize.width, cardSize.height, 8)
  pen.fillStyle = '#fff'
  pen.fill(box)
  pen.strokeStyle = ink.line
  pen.stroke(box)
  const write = (text: string, at: number, [size, weight, fill]: readonly [number, number, string]) => {
    pen.font = `${weight} ${size}px ${font}`
    pen.fillStyle = fill
    pen.fillText(cut(text, size), x + 12, y + at)
  }
  write(person?.display_name ?? '', 26, [14, 600, ink.name])
  write(person?.title ?? '', 46, [12, 400, ink.title])
  write(person?.department ?? '', 65, [12, 400, ink.department])
}

/** As much of a text as a card has room for. */
function cut(text: string, size: number): string {
  const most = Math.floor((cardSize.width - 24) / (size * 0.55))
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}
