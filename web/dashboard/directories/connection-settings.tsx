import { Button } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Connection } from '../../shared/api-types.ts'
import { SchemaForm } from '../../shared/schema-form.tsx'
import { useMay } from '../session.ts'
import { CheckDialog } from './check-dialog.tsx'
import { SettingsSection } from './settings-section.tsx'
import { strings } from './strings.en.ts'
import { useConnectionChange } from './use-connection-change.ts'

const words = strings.settings

type ConnectionSettingsProps = {
  readonly connection: Connection
  readonly schema: Readonly<Record<string, unknown>>
}

/** How the source is reached, drawn from the connector's schema; and what its credential sees. */
export function ConnectionSettings({ connection, schema }: ConnectionSettingsProps) {
  const mayWrite = useMay('connections:write')
  const [isChecking, setChecking] = useState(false)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const { change, isBusy } = useConnectionChange(connection.directory_id)
  if (!mayWrite) return null
  return (
    <SettingsSection title={words.connection} text={words.connectionText}>
      <SchemaForm
        schema={schema}
        values={connection.settings}
        errors={errors}
        isSubmitting={isBusy}
        submitLabel={words.save}
        onSubmit={async (settings) => {
          const changed = await change({ settings })
          setErrors(!changed.isDone && changed.error instanceof ApiError ? changed.error.fields : {})
        }}
        actions={
          <Button variant="default" onClick={() => setChecking(true)}>
            {words.check}
          </Button>
        }
      />
      <CheckDialog opened={isChecking} onClose={() => setChecking(false)} directoryId={connection.directory_id} />
    </SettingsSection>
  )
}
