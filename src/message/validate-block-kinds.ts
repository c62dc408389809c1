import { LIMITS } from './block-limits.ts'
import { chart } from './validate-chart.ts'
import {
  button,
  ELEMENTS,
  IN_ACTIONS,
  IN_CONTEXT_ACTIONS,
  IN_INPUT,
  IN_SECTION,
  imageFields,
  imageSource,
} from './validate-elements.ts'
import { richText, richTextElements } from './validate-rich-text.ts'
import {
  all,
  anything,
  boolean,
  byType,
  list,
  object,
  oneOf,
  optional,
  someOf,
  string,
  type Fields,
  type Rule,
} from './validate-rule.ts'
import { dataTable, table } from './validate-table.ts'
import { anyText, mrkdwn, plainText } from './validate-text.ts'

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home'

type Kind = { readonly surfaces: readonly Surface[]; readonly rule: Rule }

const EVERYWHERE = ['message', 'modal', 'home'] as const
const MESSAGE = ['message'] as const

function block(type: string, fields: Fields): Rule {
  return object({ type: oneOf(type), block_id: optional(string(LIMITS.blockId)), ...fields })
}

const image = ELEMENTS.image ?? anything

const actions = block('actions', { elements: list(IN_ACTIONS, LIMITS.actionsElements) })
const context = block('context', {
  elements: list(contextElement, LIMITS.contextElements),
})
const divider = block('divider', {})
const file = block('file', { source: oneOf('remote'), external_id: string() })
const header = block('header', { text: plainText(LIMITS.headerText) })
const imageBlock = all(block('image', { ...imageFields, title: optional(plainText(LIMITS.imageText)) }), imageSource)
const input = block('input', {
  label: plainText(LIMITS.inputLabel),
  hint: optional(plainText(LIMITS.inputLabel)),
  optional: optional(boolean),
  element: IN_INPUT,
  dispatch_action: optional(boolean),
})
const section = all(
  block('section', {
    text: optional(anyText(LIMITS.sectionText)),
    fields: optional(list(anyText(LIMITS.sectionField), LIMITS.sectionFields)),
    accessory: optional(IN_SECTION),
    expand: optional(boolean),
  }),
  someOf('text', 'fields'),
)
const video = block('video', {
  video_url: string(LIMITS.url),
  thumbnail_url: string(LIMITS.url),
  alt_text: string(LIMITS.videoText),
  title: plainText(LIMITS.videoTitle),
  title_url: optional(string(LIMITS.url)),
  author_name: optional(string(LIMITS.videoAuthor)),
  provider_name: optional(string()),
  provider_icon_url: optional(string(LIMITS.url)),
  description: optional(plainText(LIMITS.videoText)),
})
const card = all(
  block('card', {
    hero_image: optional(image),
    icon: optional(image),
    slack_icon: optional(anything),
    title: optional(mrkdwn(LIMITS.cardTitle)),
    subtitle: optional(mrkdwn(LIMITS.cardSubtitle)),
    body: optional(mrkdwn(LIMITS.cardBody)),
    subtext: optional(mrkdwn(LIMITS.cardSubtext)),
    actions: optional(list(byType({ button }), LIMITS.cardActions)),
  }),
  someOf('hero_image', 'title', 'actions', 'body'),
)
const task = block('task_card', {
  task_id: string(),
  title: string(),
  details: optional(richText),
  output: optional(richText),
  sources: optional(list(object({ type: oneOf('url'), url: string(LIMITS.url), text: string() }))),
  status: oneOf('pending', 'in_progress', 'complete', 'error'),
})

/** Every block Slack knows: where it may be shown and what it may hold. */
export const KINDS: Readonly<Record<string, Kind>> = {
  actions: { surfaces: EVERYWHERE, rule: actions },
  alert: {
    surfaces: ['modal'],
    rule: block('alert', {
      text: anyText(LIMITS.alertText),
      level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
    }),
  },
  card: { surfaces: MESSAGE, rule: card },
  carousel: { surfaces: MESSAGE, rule: block('carousel', { elements: list(byType({ card }), LIMITS.carouselCards) }) },
  container: {
    surfaces: MESSAGE,
    rule: block('container', {
      title: optional(plainText(LIMITS.containerTitle)),
      rich_text_title: optional(richText),
      subtitle: optional(anyText(LIMITS.containerTitle)),
      child_blocks: list(
        byType({
          actions,
          context,
          divider,
          file,
          header,
          image: imageBlock,
          input,
          rich_text: richText,
          section,
          table,
          video,
        }),
        LIMITS.containerBlocks,
      ),
      width: optional(oneOf('narrow', 'standard', 'wide', 'full')),
      icon: optional(image),
      is_collapsible: optional(boolean),
      default_collapsed: optional(boolean),
      has_header_divider: optional(boolean),
    }),
  },
  context: { surfaces: EVERYWHERE, rule: context },
  context_actions: {
    surfaces: MESSAGE,
    rule: block('context_actions', { elements: list(IN_CONTEXT_ACTIONS, LIMITS.contextActionsElements) }),
  },
  data_table: { surfaces: MESSAGE, rule: dataTable },
  data_visualization: { surfaces: MESSAGE, rule: chart },
  divider: { surfaces: EVERYWHERE, rule: divider },
  file: { surfaces: MESSAGE, rule: file },
  header: { surfaces: EVERYWHERE, rule: header },
  image: { surfaces: EVERYWHERE, rule: imageBlock },
  input: { surfaces: ['modal', 'home'], rule: input },
  markdown: { surfaces: MESSAGE, rule: block('markdown', { text: string(LIMITS.markdownCharacters) }) },
  plan: {
    surfaces: MESSAGE,
    rule: block('plan', { title: string(), tasks: optional(list(byType({ task_card: task }), undefined, 0)) }),
  },
  rich_text: { surfaces: EVERYWHERE, rule: block('rich_text', { elements: richTextElements }) },
  section: { surfaces: EVERYWHERE, rule: section },
  table: { surfaces: MESSAGE, rule: table },
  task_card: { surfaces: MESSAGE, rule: task },
  video: { surfaces: EVERYWHERE, rule: video },
}

/** An image or a text: the text has no length of its own in the documentation, so that of a section's field is taken. */
function contextElement(value: unknown, pointer: string, errors: Parameters<Rule>[2]): void {
  const isImage = typeof value === 'object' && value !== null && 'type' in value && value.type === 'image'
  const rule = isImage ? image : anyText(LIMITS.sectionField)
  rule(value, pointer, errors)
}
