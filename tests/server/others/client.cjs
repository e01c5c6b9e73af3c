// tus-js-client sends a file: node client.cjs NODE_MODULES ENDPOINT FILE TOKEN SHA256 CHUNK MODE
const fs = require('node:fs')
const path = require('node:path')
const { createRequire } = require('node:module')

const [modules, endpoint, file, token, sha256, chunk, mode] = process.argv.slice(2)
const tus = createRequire(path.join(modules, 'x.js'))('tus-js-client')
let paused = false
const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint,
  uploadSize: fs.statSync(file).size,
  chunkSize: Number(chunk),
  headers: { Authorization: `Bearer ${token}` },
  metadata: { sha256, scope: '1312' },
  retryDelays: Array(200).fill(20),
  uploadDataDuringCreation: mode === 'with-creation',
  removeFingerprintOnSuccess: true,
  onProgress(sent, total) {
    if (mode === 'pause' && !paused && sent > total / 2) {
      paused = true
      upload.abort().then(() => upload.start())
    }
  },
  onError(error) {
    console.error(String(error))
    process.exit(1)
  },
  onSuccess() {
    console.log(upload.url)
    process.exit(0)
  },
})
upload.start()
