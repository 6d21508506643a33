import { Anchor, Code, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../shared/empty-state.tsx'
import { JsonView } from '../../shared/json-view.tsx'
import { strings } from './strings.en.ts'
import type { TabProps } from './team-page.tsx'

const words = strings.rule

/** The rule by which people are in an object, with a way to try it, and the document as it holds. */
export function RuleTab({ object }: TabProps) {
  const { rule, overlay_object: held } = object
  return (
    <Stack gap="lg">
      {rule === null ? (
        <EmptyState {...words.none} isCompact />
      ) : (
        <section>
          <Title order={2} fz="sm" mb={6}>
            {words.title}
          </Title>
          <Code block style={{ whiteSpace: 'pre-wrap' }}>
            {rule}
          </Code>
          <Text size="sm" mt={8}>
            <Anchor
              renderRoot={(props) => (
                <Link
                  to="/rules"
                  search={{ organization_id: held.organization_id, kind: object.kind, id: object.id } as never}
                  {...props}
                />
              )}
            >
              {words.try}
            </Anchor>
          </Text>
        </section>
      )}
      <section>
        <Title order={2} fz="sm" mb={6}>
          {words.named}
        </Title>
        <JsonView value={held.document} label={words.named} />
      </section>
    </Stack>
  )
}
