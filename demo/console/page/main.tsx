import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './look.css'
import './shell/shell.css'
import './channel/channel.css'
import './composer/composer.css'
import './modal/modal.css'
import './inspector/inspector.css'
import './phone.css'

const place = document.getElementById('page')
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
