/** The texts of fields that choose something by its name. */
export const strings = {
  organization: 'Organization',
  directory: 'Directory',
  group: 'Group',
  user: 'User',
  person: 'Person',
  nothing: 'Nothing has this name',
}
