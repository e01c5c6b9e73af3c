// @tus/server in a folder: node server.cjs NODE_MODULES FOLDER; prints its port
const crypto = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { createRequire } = require('node:module')

const [modules, folder] = process.argv.slice(2)
const from = createRequire(path.join(modules, 'x.js'))
const { Server } = from('@tus/server')
const { FileStore } = from('@tus/file-store')
const server = new Server({
  path: '/files',
  relativeLocation: true,
  datastore: new FileStore({ directory: folder }),
  // Our client takes nothing as received before the other side has told the hash.
  async onUploadFinish(_request, upload) {
    const content = fs.readFileSync(path.join(folder, upload.id))
    const sha256 = crypto.createHash('sha256').update(content).digest('hex')
    return { headers: { 'Terreno-Received': sha256 } }
  },
})
const listening = server.listen({ host: '127.0.0.1', port: 0 }, () => {
  console.log(listening.address().port)
})
