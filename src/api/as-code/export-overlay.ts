import { readDrift } from '../../as-code/drift/read-drift.ts'
import { importState } from '../../as-code/import/import-state.ts'
import { objectsAsTheyAre } from '../../as-code/import/objects-as-they-are.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Organization } from '../../model/organization.ts'
import type { Queryable } from '../../store/database.ts'
import { readPins } from '../../store/overlay/pins.ts'
import { readPeopleNames } from '../../store/overlay/plan-people.ts'
import { readOverlay } from '../../store/overlay/read-objects.ts'
import { listSourceDirectories } from '../../store/people/people-sources.ts'

/** What is in effect, as the files that would declare it. */
export async function exportOverlay(on: Queryable, { id, name }: Organization): Promise<JsonObject> {
  const [{ revision, objects }, pins, directories, drift] = await Promise.all([
    readOverlay(on, id),
    readPins(on, id),
    listSourceDirectories(on, id),
    readDrift(on, id),
  ])
  const names = await readPeopleNames(on, id, [...new Set(pins.values())])
  const nameOf = (ref: string) => names.get(pins.get(ref) ?? ref) ?? null
  const { files } = importState({
    organization: name,
    objects: objectsAsTheyAre(objects, drift),
    directories: directories.filter(({ isDeleting }) => !isDeleting),
    nameOf,
  })
  return { object: 'overlay_export', organization_id: id, revision, files: files.map((file) => ({ ...file })) }
}
