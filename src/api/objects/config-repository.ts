import { z } from 'zod'
import { AutoApply, FollowState } from '../../model/config-repository.ts'
import { exampleIds, Time, times } from './fields.ts'

/** A repository with the files of an organization, which the server follows. */
export const ConfigRepository = z
  .object({
    object: z.literal('config_repository'),
    id: z.string(),
    organization_id: z.string(),
    name: z.string().describe('By which plans and objects say where they are from.'),
    url: z.string(),
    branch: z.string(),
    folder: z.string().describe('The folder within it that holds the files; empty: all of it.'),
    auto_apply: AutoApply.describe('Which plans are applied without another word.'),
    has_secrets: z
      .boolean()
      .describe('Whether there are secrets by which it lets the server in. They are never shown.'),
    ...FollowState.shape,
    next_look_at: Time.describe('When it is looked at next.'),
    ...times,
  })
  .meta({
    id: 'ConfigRepository',
    description: 'A repository with the files of an organization, which the server follows.',
    example: {
      object: 'config_repository',
      id: 'repository_01KA3VE2D4F6H8K0M2P4R6T8V0',
      organization_id: exampleIds.organization,
      name: 'acme/people',
      url: 'https://git.example.com/acme/people.git',
      branch: 'main',
      folder: '',
      auto_apply: 'additive',
      has_secrets: true,
      status: 'followed',
      looked_at: '2026-11-22T09:31:00.000Z',
      error: null,
      failures: 0,
      commit: {
        id: '7d7a1b0b5f6e4c0f9d2f4a8c1e3b5d7f9a1c3e5d',
        author: 'Noor Haddad <noor@acme.example>',
        subject: 'Platform takes in the reliability squad',
        committed_at: '2026-11-22T09:30:12.000Z',
      },
      plan_id: 'plan_01KA3VF3E5G7J9K1N3Q5S7T9V1',
      next_look_at: '2026-11-22T09:32:00.000Z',
      created_at: '2026-11-02T09:00:00.000Z',
      updated_at: '2026-11-02T09:00:00.000Z',
    },
  })
