import { Avatar } from '../drawn/avatar.tsx'
import { ChannelIcon } from '../drawn/channel-icon.tsx'
import { Icon } from '../drawn/icon.tsx'
import { Presence } from '../drawn/presence.tsx'
import { useStanding } from '../standing.ts'
import type { Offer } from './offers.ts'

type OfferListProps = {
  readonly id: string
  readonly offers: readonly Offer[]
  readonly at: number
  readonly onTake: (offer: Offer) => void
}

/** What the composer offers, over it. The text field keeps the focus. */
export function OfferList({ id, offers, at, onTake }: OfferListProps) {
  return (
    <ul className="offers" role="listbox" id={id} aria-label="Suggestions">
      {offers.map((offer, index) => (
        <li
          key={offer.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(offer)
          }}
        >
          <Drawn offer={offer} />
          <span className="offer-label">{offer.label}</span>
          {offer.hint !== undefined && <span className="offer-hint">{offer.hint}</span>}
          <span className="offer-note">{offer.note}</span>
        </li>
      ))}
    </ul>
  )
}

function Drawn({ offer }: { readonly offer: Offer }) {
  const { held, house } = useStanding()
  if (offer.kind === 'channel') {
    const channel = held.channel.get(offer.id)
    return channel === undefined ? null : <ChannelIcon channel={channel} />
  }
  if (offer.id === '/invite') return <Icon name="slash" />
  const person = held.person.get(offer.kind === 'command' ? house.bot : offer.id)
  return (
    <>
      <Avatar person={person} size={20} />
      {offer.kind === 'person' && <Presence online={person?.online === true} />}
    </>
  )
}
