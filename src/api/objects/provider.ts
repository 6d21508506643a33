import { z } from 'zod'
import { AnyObject } from './fields.ts'

const Needs = z.object({
  minutes: z.int().describe('About how long it takes.'),
  role: z.string().describe("Whose rights at the provider it takes, in the provider's own words."),
  plan: z.string().nullable().describe('What must have been bought there; null for nothing.'),
})

/** What can be connected, and how. */
export const Provider = z
  .object({
    object: z.literal('provider'),
    id: z.string(),
    name: z.string(),
    kind: z.enum(['scim', 'pull']).describe('`scim`: it pushes people and groups to Muster. `pull`: Muster reads it.'),
    is_special: z.boolean().describe('Whether it is for few: an older version of a protocol, or a suite of tests.'),
    scim_version: z.enum(['1.1', '2.0']).nullable().describe('Null where Muster reads.'),
    directory_types: z
      .string()
      .array()
      .describe('The types of directories that it has; the first is right for a new one.'),
    needs: Needs,
    introduction: z.string().describe('What to know and have at hand, in Markdown.'),
    steps: z
      .object({ title: z.string(), text: z.string() })
      .array()
      .describe(
        'What is done at the provider. `text` is Markdown, in which `{endpoint}` and `{bearer_token}` stand for those of the directory.',
      ),
    attributes: z.string().describe('Which attributes there are and what to look at, in Markdown.'),
    behavior: z.string().nullable().describe('What it sends and when, in Markdown; null where Muster reads.'),
    test: z.string().describe('How to see that it works, or what each check means, in Markdown.'),
    vendor_url: z.url().nullable().describe("The vendor's own page on it."),
    settings: AnyObject.nullable().describe(
      'What has to be filled in, as JSON Schema, as in [the connectors](#get-connectors); null where nothing has to.',
    ),
  })
  .meta({
    id: 'Provider',
    description: 'What can be connected, and how.',
    example: {
      object: 'provider',
      id: 'okta-scim-v2.0',
      name: 'Okta',
      kind: 'scim',
      is_special: false,
      scim_version: '2.0',
      directory_types: ['okta scim v2.0'],
      needs: { minutes: 20, role: 'Okta administrator who may manage applications', plan: 'Okta Lifecycle Management' },
      introduction: 'Okta pushes users and groups to Muster with SCIM 2.0.',
      steps: [{ title: 'Enter the endpoint', text: '**SCIM connector base URL**: `{endpoint}`' }],
      attributes: "Okta's defaults fit.",
      behavior: '- Changes come at once, one request each.',
      test: 'Assign one test user: it appears within a minute.',
      vendor_url: 'https://help.okta.com/en-us/content/topics/apps/apps_app_integration_wizard_scim.htm',
      settings: null,
    },
  })
