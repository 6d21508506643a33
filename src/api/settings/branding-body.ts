import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { contrastWithWhite, nearestReadable, neededContrast } from '../../model/contrast.ts'
import { text } from '../validation.ts'

const maxLogoBytes = 100 * 1024

/** How files of these types begin. SVG is not among them: it can carry scripts. */
const beginnings: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
}

const Logo = z
  .string()
  .max(200_000, 'must be at most 100 kB')
  .transform((value, context) => {
    const [, type = '', data = ''] = /^data:(image\/\w+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? []
    const bytes = Buffer.from(data, 'base64')
    if (bytes.length > maxLogoBytes) context.addIssue('must be at most 100 kB')
    else if (!beginnings[type]?.(bytes)) context.addIssue('must be a PNG, JPEG or WebP picture as a data URL')
    else return value
    return z.NEVER
  })

const isContact = (value: string) =>
  z.email().safeParse(value).success || (/^https?:\/\/\P{Cc}+$/iu.test(value) && URL.canParse(value))

/** How the portal is to look; null takes a value away. */
export const BrandingBody = z.object({
  name: text(80)
    .trim()
    .min(1, 'must not be empty')
    .nullable()
    .default(null)
    .describe("The operator's name, at most 80 characters."),
  logo: Logo.nullable().default(null).describe('A PNG, JPEG or WebP picture of at most 100 kB, as a data URL.'),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #1d4ed8')
    .toLowerCase()
    .nullable()
    .default(null)
    .describe('Of buttons and links, as `#rrggbb`. White text must be readable on it (4.5:1).'),
  contact: text(320)
    .trim()
    .refine(isContact, 'must be an e-mail address, or an address that begins with https:// or http://')
    .nullable()
    .default(null)
    .describe('Whom a visitor asks for a new link: an e-mail address, or that of a page.'),
})

/** Refuses, with `colour_unreadable` and the nearest shade that is readable, a colour on which white text is not. */
export function refuseUnreadable(colour: string | null): void {
  if (colour === null) return
  const contrast = contrastWithWhite(colour)
  if (contrast >= neededContrast) return
  // Rounded down: 4.496 must not be told as 4.5.
  const shown = (Math.floor(contrast * 100) / 100).toFixed(2)
  throw new AppError('colour_unreadable', { colour, contrast: shown, nearest: nearestReadable(colour) })
}
