/** A page as a person has it before them. */
export type Seen = {
  readonly status: number
  readonly url: string
  readonly text: string
  readonly headers: Headers
}

/** A browser with cookies, which goes where it is sent. */
export type Browser = {
  readonly cookies: Map<string, string>
  open(url: string): Promise<Seen>
  /** The next request alone: where it leads is not gone to. */
  step(url: string): Promise<Seen & { readonly location: string | undefined }>
}

export function openBrowser(): Browser {
  const cookies = new Map<string, string>()
  const step: Browser['step'] = async (url) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (/max-age=0/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const to = response.headers.get('location')
    return {
      status: response.status,
      url,
      text: await response.text(),
      headers: response.headers,
      location: to === null ? undefined : new URL(to, url).href,
    }
  }
  return {
    cookies,
    step,
    async open(url) {
      let seen = await step(url)
      for (let hops = 0; seen.location !== undefined && hops < 5; hops += 1) seen = await step(seen.location)
      return seen
    },
  }
}

/** Where the button with this id of the page leads. */
export function buttonOf({ text, url }: Seen, id: string): URL {
  const href = new RegExp(`id="${id}" href="([^"]+)"`).exec(text)?.[1] ?? ''
  return new URL(
    href.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    url,
  )
}
