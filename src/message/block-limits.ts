/**
 * What Slack allows in Block Kit, counted in characters (code points) and items.
 * https://docs.slack.dev/reference/block-kit. Where sources disagree the smaller figure is taken.
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  blockId: 255,
  actionId: 255,
  messageText: 40_000,
  /** chat.update is stricter with `text` than chat.postMessage. */
  updateText: 4_000,
  /** Measured by users of the API, not documented: above it a message is refused with msg_blocks_too_long. */
  messageCharacters: 13_200,
  /** What each block after the first takes away from `messageCharacters`, as measured with dividers. */
  blockOverhead: 125,
  markdownCharacters: 12_000,
  actionsElements: 25,
  contextElements: 10,
  contextActionsElements: 5,
  headerText: 150,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  alertText: 200,
  cardTitle: 150,
  cardSubtitle: 150,
  cardBody: 200,
  cardSubtext: 200,
  cardActions: 3,
  carouselCards: 10,
  containerTitle: 150,
  containerBlocks: 10,
  imageUrl: 3_000,
  imageText: 2_000,
  inputLabel: 2_000,
  videoTitle: 199,
  videoAuthor: 49,
  videoText: 200,
  tableRows: 100,
  tableColumns: 20,
  tablesPerMessage: 1,
  /** A header and a hundred rows. */
  dataTableRows: 101,
  dataTablePageSize: 100,
  /** All cells of all tables of a message together. */
  tableCharacters: 10_000,
  chartsPerMessage: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartSegments: 6,
  chartCategories: 20,
  chartLabel: 20,
  axisLabel: 50,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  overflowOptions: 5,
  choiceOptions: 10,
  selectOptions: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 75,
  placeholder: 150,
  inputText: 3_000,
  files: 10,
  iconButtonPeople: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  listIndent: 8,
  viewTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
} as const

/** How many characters Slack counts in a text: code points, so that an emoji outside the basic plane is one. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
