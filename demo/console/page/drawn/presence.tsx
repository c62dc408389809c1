/** The dot that says whether somebody is here. */
export function Presence({ online }: { readonly online: boolean }) {
  return <span className={online ? 'presence online' : 'presence'} role="img" aria-label={online ? 'Active' : 'Away'} />
}
