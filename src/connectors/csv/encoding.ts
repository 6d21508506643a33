import { SourceError } from '../source-error.ts'
import type { CsvSettings } from './settings.ts'

/** How a file writes its characters, in the names of iconv-lite. */
export type Encoding = Exclude<CsvSettings['encoding'], 'auto'>

/** Looks at the bytes of a file as they pass. */
export type EncodingGuess = {
  add(piece: Buffer): void
  /** @throws SourceError `unreadable` when the file called `name` is not what the settings say, or is a mixture. */
  end(name: string): Encoding
}

/**
 * Tells how a file is encoded: by its byte order mark or the zeros of UTF-16, else as UTF-8 when all of it is valid UTF-8, else
 * as Windows-1252, which Excel writes in the west. A file that is UTF-8 but for a few bytes is refused: one cut off within a
 * character would otherwise give everybody another name.
 */
export function createEncodingGuess(wanted: CsvSettings['encoding']): EncodingGuess {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
  let start = Buffer.alloc(0)
  let isUtf8 = true
  let hasUtf8 = false
  const decode = (piece: Buffer, stream: boolean) => {
    hasUtf8 ||= /[\x80-\ufffc\ufffe-\uffff]/.test(lenient.decode(piece, { stream }))
    try {
      if (isUtf8) strict.decode(piece, { stream })
    } catch {
      isUtf8 = false
    }
  }
  const isLegacy = wanted !== 'auto' && wanted !== 'utf-8'
  return {
    add(piece) {
      if (isLegacy) return
      if (start.length < 2) start = Buffer.concat([start, piece.subarray(0, 2)])
      decode(piece, true)
    },
    end(name) {
      if (isLegacy) return wanted
      const wide = wanted === 'auto' ? wideEncoding(start) : null
      if (wide) return wide
      decode(Buffer.alloc(0), false)
      if (isUtf8) return 'utf-8'
      if (wanted === 'auto' && !hasUtf8) return 'windows-1252'
      throw new SourceError(
        'unreadable',
        `"${name}" is not UTF-8 throughout: it was cut off, or it is in another encoding than the settings say. Nothing is changed.`,
      )
    },
  }
}

/** The name of a column begins with a Latin letter: its other byte is zero. */
function wideEncoding([first, second]: Buffer): Encoding | null {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined)) return 'utf-16be'
  return null
}
