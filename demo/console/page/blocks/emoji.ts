/** The emoji that apps use most, by Slack's names for them. A name that is not here stays as it was written. */
export const EMOJI: ReadonlyMap<string, string> = new Map(
  `+1 👍|-1 👎|thumbsup 👍|thumbsdown 👎|eyes 👀|warning ⚠️|rotating_light 🚨|white_check_mark ✅|heavy_check_mark ✔️
x ❌|no_entry ⛔|no_entry_sign 🚫|question ❓|exclamation ❗|information_source ℹ️|bulb 💡|memo 📝|mag 🔍|mag_right 🔎
lock 🔒|unlock 🔓|key 🔑|closed_lock_with_key 🔐|shield 🛡️|bell 🔔|no_bell 🔕|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️
robot_face 🤖|wave 👋|tada 🎉|fire 🔥|rocket 🚀|clock1 🕐|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|calendar 📆
date 📅|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|pushpin 📌|paperclip 📎
link 🔗|file_folder 📁|open_file_folder 📂|page_facing_up 📄|wastebasket 🗑️|package 📦|cloud ☁️|zap ⚡|bug 🐛|boom 💥
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪
black_circle ⚫|large_orange_diamond 🔶|small_blue_diamond 🔹|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️
repeat 🔁|arrows_counterclockwise 🔄|speech_balloon 💬|thread 🧵|hand ✋|raised_hands 🙌|pray 🙏|clap 👏|muscle 💪
smile 😄|slightly_smiling_face 🙂|thinking_face 🤔|sweat_smile 😅|joy 😂|heart ❤️|star ⭐|sparkles ✨|house 🏠|globe_with_meridians 🌐
detective 🕵️|sleuth_or_spy 🕵️|bust_in_silhouette 👤|busts_in_silhouette 👥|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩`
    .split(/[|\n]/u)
    .map((pair) => pair.split(' '))
    .map(([name = '', drawn = '']) => [name, drawn] as const),
)

/** `:eyes:` among words; never within them, so that ARNs and times keep their colons. */
export const SHORTCODE = /(?<![\w:]):(?<emoji>[a-z0-9_+-]+):(?![\w:])/u

/** A rich_text emoji: by its code points (`1f440`), else by name, else as it is written. */
export function drawEmoji(name: string, unicode?: string): string {
  if (unicode !== undefined && /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/iu.test(unicode)) {
    const points = unicode.split('-').map((each) => Number.parseInt(each, 16))
    if (points.every((point) => point <= 0x10_ff_ff)) return String.fromCodePoint(...points)
  }
  return EMOJI.get(name) ?? `:${name}:`
}

/** A plain_text with its emoji drawn. */
export function withEmoji(text: string): string {
  return text.replaceAll(new RegExp(SHORTCODE, 'gu'), (whole, name: string) => EMOJI.get(name) ?? whole)
}
