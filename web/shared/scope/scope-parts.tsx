import { Checkbox, Collapse, Paper, Stack, TagsInput, Text, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Connector } from '../api-types.ts'
import { ExpressionHelp } from '../mapping/expression-help.tsx'
import { GroupPicker } from './group-picker.tsx'
import type { ScopePart } from './scope-draft.ts'
import { useScopeStrings } from './scope-strings.ts'
import type { ScopeEditing } from './use-scope-editor.ts'

export type ScopePartsProps = {
  readonly directoryId: string
  readonly connector: Connector
  readonly editing: ScopeEditing
  readonly isReadOnly: boolean
  /** Whether somebody has tried to save it: only then is told what is still empty. */
  readonly showsEmpty: boolean
}

/** The parts of a scope, each switched on by itself: groups, units, a rule. */
export function ScopeParts({ directoryId, connector, editing, isReadOnly, showsEmpty }: ScopePartsProps) {
  const strings = useScopeStrings()
  const { draft, set, errors } = editing
  const emptyError = (part: ScopePart, text: string) => (showsEmpty && editing.empty.includes(part) ? text : undefined)
  const part = { editing, isReadOnly }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {strings.allOf}
      </Text>
      <Part {...part} name="groups">
        <GroupPicker
          directoryId={directoryId}
          hasNested={connector.abilities.nested_groups}
          chosen={draft.groups}
          error={errors['scope.groups'] ?? emptyError('groups', strings.groups.none)}
          isReadOnly={isReadOnly}
          onChange={(groups) => set({ groups })}
        />
      </Part>
      {connector.abilities.org_units && (
        <Part {...part} name="org_units">
          <TagsInput
            label={strings.orgUnits.label}
            description={strings.orgUnits.hint}
            value={[...draft.orgUnits]}
            maxTags={50}
            readOnly={isReadOnly}
            splitChars={[]}
            error={errors['scope.org_units'] ?? emptyError('org_units', strings.orgUnits.none)}
            onChange={(orgUnits) => set({ orgUnits })}
          />
        </Part>
      )}
      <Part {...part} name="rule">
        <Stack gap="xs" align="flex-start">
          <Textarea
            w="100%"
            label={strings.rule.label}
            description={strings.rule.hint}
            placeholder={strings.rule.placeholder}
            value={draft.rule}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={4000}
            readOnly={isReadOnly}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            error={errors['scope.rule'] ?? emptyError('rule', strings.rule.none)}
            onChange={(event) => set({ rule: event.currentTarget.value })}
          />
          <ExpressionHelp />
        </Stack>
      </Part>
    </Stack>
  )
}

type PartProps = {
  readonly name: ScopePart
  readonly editing: ScopeEditing
  readonly isReadOnly: boolean
  readonly children: ReactNode
}

function Part({ name, editing, isReadOnly, children }: PartProps) {
  const { label, text } = useScopeStrings().parts[name]
  const { draft, set } = editing
  const isOn = draft.parts[name]
  return (
    <Paper withBorder p="md">
      <Checkbox
        label={label}
        description={text}
        checked={isOn}
        disabled={isReadOnly}
        onChange={() => set({ parts: { ...draft.parts, [name]: !isOn } })}
      />
      <Collapse expanded={isOn}>
        <div style={{ paddingTop: 16 }}>{isOn && children}</div>
      </Collapse>
    </Paper>
  )
}
