import { Accordion, Anchor, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Provider } from '../../shared/api-types.ts'
import { Markdown } from '../../shared/markdown.tsx'
import { useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'
import { useBranded } from './use-branded.ts'

/** What is good to know beside the steps: attributes, what is sent when, and the provider's own page. */
export function GuideNotes({ provider }: { readonly provider: Provider }) {
  const { guide } = useStrings(setupStrings)
  const branded = useBranded()
  const { attributes, behavior, vendor_url: page } = provider
  return (
    <Accordion variant="contained" order={2} multiple>
      <Note title={guide.attributes}>
        <div lang="en">
          <Markdown text={branded(attributes)} />
        </div>
      </Note>
      {behavior && (
        <Note title={guide.behaviour}>
          <div lang="en">
            <Markdown text={branded(behavior)} />
          </div>
        </Note>
      )}
      <Note title={guide.different}>
        {page === null ? (
          <Text size="sm">{guide.noVendorPage}</Text>
        ) : (
          <Text size="sm">
            {guide.differentText}{' '}
            <Anchor href={page} target="_blank" rel="noreferrer noopener" inherit underline="always">
              {guide.vendorPage} <IconExternalLink size={13} aria-hidden />
            </Anchor>
          </Text>
        )}
      </Note>
    </Accordion>
  )
}

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Accordion.Item value={title}>
      <Accordion.Control>
        <Text fw={500} size="sm" component="span">
          {title}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  )
}
