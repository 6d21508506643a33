import { Alert, Button, Grid, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle, IconTransform } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { OverlayObject } from '../../shared/api-types.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { emptyBuilder } from './builder-types.ts'
import { RuleResult } from './rule-result.tsx'
import { RuleRowsEditor } from './rule-rows.tsx'
import { RuleText } from './rule-text.tsx'
import { SaveRule } from './save-rule.tsx'
import { strings } from './strings.en.ts'
import { type RuleEditing, useRuleDraft } from './use-rule-draft.ts'

const ConvertDialog = lazy(async () => ({ default: (await import('./convert-dialog.tsx')).ConvertDialog }))

type RuleEditorProps = {
  readonly organization: string
  /** The rule as it is now. */
  readonly given: string | undefined
  /** Whose rule it is; null for nobody's. */
  readonly object: OverlayObject | null
  /** Told of each rule that can be used. */
  readonly onRule?: (rule: string) => void
}

/** A rule as rows or as text at one side, whom it takes in at the other. */
export function RuleEditor({ organization, given, object, onRule }: RuleEditorProps) {
  const editing = useRuleDraft(organization, given)
  const { rule } = editing
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told of rules, not of who listens
  useEffect(() => {
    if (rule !== null) onRule?.(rule)
  }, [rule])
  const [isConverting, setConverting] = useState(false)
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Paper withBorder p="md">
          <Stack gap="md">
            <Group justify="space-between">
              <Title order={2} fz="md">
                {strings.rule}
              </Title>
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="subtle"
                  leftSection={<IconTransform size={16} aria-hidden />}
                  onClick={() => setConverting(true)}
                >
                  {strings.convert.open}
                </Button>
                <ModeSwitch editing={editing} />
              </Group>
            </Group>
            <Draft organization={organization} editing={editing} />
            <SaveRule editing={editing} given={given ?? ''} object={object} />
          </Stack>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <RuleResult organization={organization} editing={editing} />
      </Grid.Col>
      {isConverting && (
        <Suspense>
          <ConvertDialog
            organization={organization}
            onClose={() => setConverting(false)}
            onUse={(text) => editing.set({ mode: 'text', text })}
          />
        </Suspense>
      )}
    </Grid>
  )
}

function ModeSwitch({ editing }: { readonly editing: RuleEditing }) {
  const { draft, rows, set, preview } = editing
  const isEmpty = draft.mode === 'text' && draft.text.trim() === ''
  const canBeRows = rows !== null || isEmpty
  const toText = () => set({ mode: 'text', text: preview?.valid ? preview.rule : '' })
  return (
    <SegmentedControl
      size="xs"
      aria-label={strings.modeLabel}
      value={draft.mode}
      data={[
        { value: 'rows', label: strings.modes.rows, disabled: draft.mode === 'text' && !canBeRows },
        { value: 'text', label: strings.modes.text },
      ]}
      onChange={(mode) => (mode === 'text' ? toText() : set({ mode: 'rows', builder: rows ?? emptyBuilder }))}
    />
  )
}

function Draft({ organization, editing }: { readonly organization: string; readonly editing: RuleEditing }) {
  const { draft, preview, isStale, set } = editing
  const { data: vocabulary } = useApiQuery('/rules/vocabulary', { query: { organization_id: organization } })
  const saysMore = draft.mode === 'text' && !isStale && preview?.valid && preview.builder === null
  return (
    <>
      {draft.mode === 'rows' ? (
        <RuleRowsEditor
          organization={organization}
          vocabulary={vocabulary}
          builder={draft.builder}
          onChange={(builder) => set({ mode: 'rows', builder })}
        />
      ) : (
        <RuleText value={draft.text} vocabulary={vocabulary} onChange={(text) => set({ mode: 'text', text })} />
      )}
      {draft.mode === 'rows' && preview?.valid && (
        <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {preview.rule}
        </Text>
      )}
      {saysMore && (
        <Text size="xs" c="dimmed">
          {strings.noRows}
        </Text>
      )}
      {preview && !preview.valid && !isStale && (
        <Alert
          color="orange"
          variant="light"
          title={strings.result.invalid}
          icon={<IconInfoCircle size={18} />}
          role="status"
        >
          {preview.error?.text}
        </Alert>
      )}
      {preview?.warnings.map((text) => (
        <Alert key={text} color="yellow" variant="light" p="xs">
          {text}
        </Alert>
      ))}
    </>
  )
}
