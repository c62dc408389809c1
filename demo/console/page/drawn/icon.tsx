const PATHS = {
  hash: 'M8 3 6.5 17M14 3l-1.500 14M3.500 7.500h14M2.500 12.500h14',
  lock: 'M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  shared: 'M3 8c2.500-3 4.500-3 7 0s4.500 3 7 0M3 13c2.500-3 4.500-3 7 0s4.500 3 7 0',
  archive: 'M3 4h14v4H3zM4.500 8v8h11V8M8 11h4',
  megaphone: 'M3 8v4h3l7 4V4L6 8zM16 8v4',
  home: 'M3 9.500 10 3.500l7 6V17h-4.500v-4.500h-5V17H3z',
  messages: 'M3 4h14v9H9l-4 4v-4H3z',
  person: 'M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 17c.5-4 3-5 6.500-5s6 1 6.500 5',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4',
  down: 'm5 8 5 5 5-5',
  right: 'm8 5 5 5-5 5',
  back: 'm12 4-6 6 6 6',
  close: 'm5 5 10 10M15 5 5 15',
  thread: 'M3 4h14v8.500H9l-3.500 3.500v-3.500H3zM6 7h8M6 9.500h5',
  more: 'M10 5v.01M10 10v.01M10 15v.01',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l2.500-2.500a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0L4.700 11A3 3 0 0 0 9 15.300l1-1',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.500 8.500v.01M12.500 8.500v.01M7 12q3 2.500 6 0',
  plus: 'M10 4v12M4 10h12',
  send: 'M4 16 17 10 4 4l1.500 5L11 10l-5.500 1z',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0c0 3 3.500 3 3.500-.5A6.500 6.500 0 1 0 13.500 15.500',
  slash: 'M3.500 3.500h13v13h-13zM12 6.500l-4 7',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M9 4h5M6 16h5M12 4 8.500 16',
  strike:
    'M3 10h14M14 6.500C13 4 7 3.500 6.500 6.800 6.300 8.500 8 9.300 10 10c3 1 4 2 3.500 4C12.500 17 7 16.500 6 13.500',
  code: 'm7 5-5 5 5 5M13 5l5 5-5 5',
  eye: 'M2 10c3-7 13-7 16 0-3 7-13 7-16 0zM10 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  file: 'M5 3h7l3.500 3.500V17H5zM12 3v3.500h3.500',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l3 2',
  bolt: 'M11 2 4 11h5l-1 7 7-9h-5z',
  sun: 'M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.500 4.500l1 1M14.500 14.500l1 1M15.500 4.500l-1 1M5.500 14.500l-1 1',
  people:
    'M7.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM2.500 16c.3-3.500 2-4.500 5-4.500s4.700 1 5 4.500M13 9.500a2.200 2.200 0 1 0-.5-4.300M14 11.600c2.200.2 3.300 1.400 3.500 4.400',
  inspect: 'M3 4h14v12H3zM3 8h14M6 11l2 1.500L6 14M10 14h3',
  warn: 'M10 3 2 16.500h16zM10 8v4M10 14.300v.01',
  check: 'm4 10.500 4 4 8-9',
  text: 'M2.500 15 6.500 5l4 10M4 11.500h5M17 9v6M17 12a2.500 3 0 1 0-5 0 2.500 3 0 0 0 5 0z',
} as const

export type IconName = keyof typeof PATHS

/** A small drawing beside words, or in a button that has a name of its own. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  const heavy = name === 'more'
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill={name === 'send' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={heavy ? 2.6 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
