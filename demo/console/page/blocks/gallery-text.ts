import type { Exhibit } from './exhibit.ts'
import { ARN, PICTURE, plain, mrkdwn, raw, text, line, rich, option } from './gallery-parts.ts'

/** Text in every form, also from people who mean harm. */
export const TEXTS: readonly Exhibit[] = [
  {
    name: 'text',
    surface: 'message',
    blocks: [
      { type: 'header', text: plain('What did alice do in the last 24 hours?') },
      {
        type: 'section',
        text: mrkdwn(
          `*1,204 events*, _31 changes_, ~none~ refused by \`${ARN}\` :eyes:\nSeen by <@U00ALICE>, <@U00BOB> in <#C00INCIDENTS>, <!here>, <https://example.com/a?b=1&amp;c=2|the runbook>, https://example.com/bare.\n&gt; quoted\n&gt; lines\n\`\`\`aws sts get-caller-identity\n  --region eu-central-1\`\`\`\nLast <!date^1795442525^{date_short_pretty} at {time_secs}|2026-11-23> &amp; more`,
        ),
      },
      {
        type: 'section',
        fields: [mrkdwn('*First*\n10:20:30'), mrkdwn('*Last*\n14:02:11'), plain('Accounts: 4'), plain('Regions: 3')],
      },
      {
        type: 'section',
        text: mrkdwn('With a menu beside it'),
        block_id: 'accessory',
        accessory: {
          type: 'overflow',
          action_id: 'more',
          options: [option('Copy'), option('Mute'), { ...option('Docs'), url: 'https://example.com/docs' }],
        },
      },
      {
        type: 'section',
        text: mrkdwn('With a picture'),
        accessory: { type: 'image', image_url: PICTURE, alt_text: 'A circle' },
      },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: PICTURE, alt_text: 'A circle' },
          mrkdwn('Looked in *4 places*'),
          plain('all answered in full'),
        ],
      },
      { type: 'image', image_url: PICTURE, alt_text: 'A yellow circle', title: plain('An image') },
      { type: 'image', image_url: 'https://example.com/outside.png', alt_text: 'An image from outside' },
    ],
  },
  {
    name: 'rich text',
    surface: 'message',
    blocks: [
      rich(
        line(
          text('Bold', { bold: true }),
          text(' '),
          text('italic', { italic: true }),
          text(' '),
          text('struck', { strike: true }),
          text(' '),
          text('under', { underline: true }),
          text(' '),
          text(ARN, { code: true }),
          text('\nat '),
          {
            type: 'date',
            timestamp: 1795442525,
            format: '{date_short_pretty} {time_secs}',
            fallback: '2026-11-23 15:02:05 UTC',
          },
          text(' by '),
          { type: 'user', user_id: 'U00BOB' },
          text(' in '),
          { type: 'channel', channel_id: 'C00INCIDENTS' },
          text(' '),
          { type: 'broadcast', range: 'here' },
          text(' '),
          { type: 'emoji', name: 'eyes', unicode: '1f440' },
          text(' '),
          { type: 'link', url: 'https://example.com/', text: 'a link' },
          text(' '),
          { type: 'color', value: '#e01e5a' },
          text(' '),
          { type: 'usergroup', usergroup_id: 'S00ONCALL' },
        ),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [line(text('AttachUserPolicy')), line(text('CreateAccessKey'))],
        },
        { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [line(text('for bob'))] },
        { type: 'rich_text_list', style: 'ordered', elements: [line(text('first')), line(text('second'))] },
        { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [line(text('deeper'))] },
        { type: 'rich_text_list', style: 'ordered', elements: [line(text('third'))] },
        { type: 'rich_text_quote', elements: [text('is not authorized to perform: iam:CreateUser')] },
        { type: 'rich_text_preformatted', elements: [text('{\n  "eventName": "StopLogging"\n}')] },
      ),
      {
        type: 'markdown',
        text: '## Markdown\n\nWith **bold**, *italic*, `code` and [a link](https://example.com/).\n\n- one\n- two\n\n1. first\n2. second\n\n> quoted\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      },
    ],
  },
  {
    name: 'hostile',
    surface: 'message',
    blocks: [
      {
        type: 'section',
        text: plain(
          '<script>document.title = "owned"</script> <!channel> <@U00BOB> *not bold* 10:20:30 arn:aws:iam::111122223333:role/x:key:eyes:',
        ),
      },
      {
        type: 'section',
        text: mrkdwn(
          `<javascript:alert(1)|click me> &lt;script&gt; 10:20:30 and 2026-11-23T10:20:30Z arn:aws:iam::111122223333:user/a :aws: :unknown: a:eyes:b *open _mixed* up_`,
        ),
      },
      rich(
        line(text('<img src=x onerror=alert(1)> <!channel> :eyes: *x*'), text(' \u202Eevil\u202C '), {
          type: 'link',
          url: 'javascript:alert(1)',
          text: 'no link',
        }),
      ),
      {
        type: 'data_table',
        caption: '<b>caption</b>',
        rows: [
          [raw('<i>a</i>'), raw('b')],
          [raw('<script>x</script>'), raw('\u202Egnp.exe :eyes: 10:20:30')],
        ],
      },
      { type: 'markdown', text: '<script>x</script> [bad](javascript:alert(1)) arn:aws:s3:::b' },
    ],
  },
]
