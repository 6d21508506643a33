import { z } from 'zod'
import { text } from '../validation.ts'

/** The name of a member, in a request. */
export const MemberName = text(255).trim().min(1, 'must not be empty')

/** The address of a member, in a request. */
export const MemberEmail = z.email('must be an e-mail address').max(320, 'must be at most 320 characters').trim()
