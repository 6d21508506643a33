import { z } from 'zod'
import { MemberState } from '../../model/member.ts'
import { Role } from '../../model/role.ts'
import { Time, TimeOrNull, times } from './fields.ts'

const example = {
  object: 'member',
  id: 'member_01KA3V9D2E4F6G8H0J2K4M6N8P',
  email: 'ada@operator.example',
  name: 'Ada Lovelace',
  role: 'admin',
  state: 'active',
  uses_single_sign_on: true,
  last_sign_in_at: '2026-11-02T09:05:00.000Z',
  created_at: '2026-11-02T09:00:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
} as const

/** Somebody of the operator's team. */
export const Member = z
  .object({
    object: z.literal('member'),
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role.describe('What the member may do: see [roles](sign-in.md#roles).'),
    state: MemberState.describe('`invited` until the first sign-in.'),
    uses_single_sign_on: z.boolean().describe('Whether the member has signed in by the OpenID provider.'),
    last_sign_in_at: TimeOrNull,
    ...times,
  })
  .meta({ id: 'Member', description: "A member of the operator's team, who opens the dashboard.", example })

/** A member who was just invited. */
export const MemberWithUrl = Member.extend({
  sign_in_url: z.string().describe('The link to send to the member; shown this once.'),
  sign_in_url_expires_at: Time.describe('Until when it can be opened.'),
}).meta({
  id: 'MemberWithUrl',
  description: 'A member who was just invited.',
  example: {
    ...example,
    state: 'invited',
    uses_single_sign_on: false,
    last_sign_in_at: null,
    sign_in_url: 'https://muster.example/dashboard/sign-in/signin_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jG',
    sign_in_url_expires_at: '2026-11-09T09:00:00.000Z',
  },
})

/** A link that was just made. */
export const SignInLink = z
  .object({
    object: z.literal('sign_in_link'),
    id: z.string(),
    member_id: z.string().nullable().describe('Who signs in by it; null: whoever opens it becomes the first owner.'),
    expires_at: Time.describe('Until when it can be opened.'),
    url: z.string().describe('The link; shown this once.'),
  })
  .meta({
    id: 'SignInLink',
    description: 'A link that signs a member in once.',
    example: {
      object: 'sign_in_link',
      id: 'sign_in_link_01KA3V9D2E4F6G8H0J2K4M6N8P',
      member_id: example.id,
      expires_at: '2026-11-02T10:00:00.000Z',
      url: 'https://muster.example/dashboard/sign-in/signin_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jG',
    },
  })
