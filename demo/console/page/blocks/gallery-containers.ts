import type { Exhibit } from './exhibit.ts'
import { PICTURE, plain, mrkdwn, text, line, rich, button } from './gallery-parts.ts'

/** Blocks that hold others, and what nobody knows. */
export const CONTAINERS: readonly Exhibit[] = [
  {
    name: 'containers',
    surface: 'message',
    blocks: [
      {
        type: 'plan',
        title: 'Looking',
        tasks: [
          { type: 'task_card', task_id: '1', title: 'Read the question', status: 'complete' },
          {
            type: 'task_card',
            task_id: '2',
            title: 'Search 4 places',
            status: 'in_progress',
            details: rich(line(text('3 of 4 answered'))),
            sources: [{ type: 'url', url: 'https://example.com/', text: 'trail' }],
          },
          {
            type: 'task_card',
            task_id: '3',
            title: 'us-west-2',
            status: 'error',
            output: rich(line(text('Access denied'))),
          },
          { type: 'task_card', task_id: '4', title: 'Write the answer', status: 'pending' },
        ],
      },
      { type: 'task_card', task_id: '5', title: 'A step by itself', status: 'complete' },
      {
        type: 'container',
        title: plain('Details'),
        subtitle: plain('12 events'),
        is_collapsible: true,
        has_header_divider: true,
        icon: { type: 'image', image_url: PICTURE, alt_text: 'A circle' },
        child_blocks: [
          { type: 'section', text: mrkdwn('Inside the *container*') },
          { type: 'actions', block_id: 'within', elements: [button('Within')] },
        ],
      },
      {
        type: 'card',
        block_id: 'card',
        title: mrkdwn('*Alice*'),
        subtitle: mrkdwn('IAM user'),
        body: mrkdwn('1,204 events'),
        subtext: mrkdwn('last 24 hours'),
        icon: { type: 'image', image_url: PICTURE, alt_text: 'A circle' },
        actions: [button('Carded')],
      },
      {
        type: 'carousel',
        block_id: 'carousel',
        elements: ['One', 'Two', 'Three', 'Four'].map((name) => ({
          type: 'card',
          title: mrkdwn(name),
          hero_image: { type: 'image', image_url: PICTURE, alt_text: 'A circle' },
          body: mrkdwn('A card in a row'),
          actions: [button(name)],
        })),
      },
      {
        type: 'video',
        title: plain('How to read an answer'),
        title_url: 'https://example.com/video',
        video_url: 'https://example.com/video',
        thumbnail_url: 'https://example.com/t.png',
        alt_text: 'A film',
        author_name: 'whodid',
        provider_name: 'example.com',
        description: plain('Two minutes'),
      },
      { type: 'file', external_id: 'ABC', source: 'remote' },
      { type: 'nonsense', block_id: 'x' },
      {
        type: 'actions',
        elements: [
          { type: 'teleporter', action_id: 't' },
          { type: 'multi_static_select', action_id: 'broken', options: [], initial_options: [null] },
        ],
      },
      null,
      { type: 'rich_text', elements: 7 },
    ],
  },
]
