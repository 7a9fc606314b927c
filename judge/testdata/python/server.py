"""A server on Python's websockets that does what judge/doc.go says.

It is the library's first implementation, which every version has.

It says its addresses, one a line and a way, on standard output and ends with
its standard input.
"""

import asyncio
import collections
import http
import json
import socket
import struct
import sys
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.legacy.server import WebSocketServerProtocol, serve

WAYS = {
    "plain": None,
    "deflate": [ServerPerMessageDeflateFactory()],
    "fresh": [ServerPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)],
    "narrow": [ServerPerMessageDeflateFactory(server_max_window_bits=9)],
}


def new_run():
    return {
        "sockets": 0, "open": 0, "pings": -1, "pongs": 0, "closes": {}, "wireIn": 0, "wireOut": -1,
        "deflatedIn": -1, "deflatedOut": -1, "faults": [],
        "in": {"text": 0, "binary": 0, "bytes": 0}, "out": {"text": 0, "binary": 0, "bytes": 0},
    }


runs = collections.defaultdict(new_run)
changed = asyncio.Condition()


def run_of(path):
    return runs[parse_qs(urlsplit(path).query).get("run", [""])[0]]


def count(tally, data):
    if isinstance(data, str):
        tally["text"] += 1
        data = data.encode()
    else:
        tally["binary"] += 1
    tally["bytes"] += len(data)


def letters(n):
    return ("abcdefghijklmnopqrstuvwxyz" * (n // 26 + 1))[:n]


class Protocol(WebSocketServerProtocol):
    """Counts what the handler does not see."""

    stats = None
    read = 0

    async def process_request(self, path, headers):
        stats = run_of(path)
        if urlsplit(path).path == "/stats":
            async with changed:
                try:
                    await asyncio.wait_for(changed.wait_for(lambda: stats["open"] == 0), 20)
                except asyncio.TimeoutError:
                    stats["faults"].append(f"{stats['open']} sockets still open")
            return http.HTTPStatus.OK, [("Content-Type", "application/json")], json.dumps(stats).encode()
        self.stats = stats
        self.stats["open"] += 1
        return None

    def data_received(self, data):
        self.read += len(data)
        super().data_received(data)

    def connection_lost(self, exc):
        super().connection_lost(exc)
        if self.stats is not None:
            asyncio.get_running_loop().create_task(self.settle())

    async def settle(self):
        self.stats["wireIn"] += self.read
        await over(self.stats)


async def over(stats):
    async with changed:
        stats["open"] -= 1
        changed.notify_all()


async def say(ws, data):
    await ws.send(data)
    count(ws.stats["out"], data)


async def ping(ws, payload):
    pong = await ws.ping(payload)

    async def answer():
        await pong
        ws.stats["pongs"] += 1
        await say(ws, f"pong {payload}")

    ws.task = asyncio.create_task(answer())


async def fragments(ws, size):
    text = letters(int(size))
    pieces = [text[at : at + 777] for at in range(0, len(text), 777)]
    await ws.send(pieces)
    count(ws.stats["out"], text)


async def push(ws, many, size):
    for _ in range(int(many)):
        await say(ws, letters(int(size)).encode())


async def close(ws, code, *reason):
    if code == "1005":
        # The library always sends a code; an empty frame goes past it.
        ws.transport.write(b"\x88\x00")
    else:
        # It waits for the answer, which only a reader gets.
        ws.task = asyncio.create_task(ws.close(int(code), " ".join(reason)))


def end(ws, reset):
    if reset:
        ws.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    ws.transport.abort()


async def obey(ws, text):
    word, _, rest = text.partition(" ")
    if word == "!close":
        await close(ws, *rest.split(" "))
    elif word in ("!fin", "!rst"):
        end(ws, word == "!rst")
    elif word == "!ping":
        await ping(ws, rest)
    elif word == "!fragments":
        await fragments(ws, rest)
    elif word == "!push":
        await push(ws, *rest.split(" "))
    elif word == "!left":
        await say(ws, str(ws.stats["out"]["binary"]))
    elif word == "!protocol":
        await say(ws, ws.subprotocol or "")
    elif word == "!extensions":
        await say(ws, ws.response_headers.get("Sec-WebSocket-Extensions", ""))
    else:
        ws.stats["faults"].append(f"nobody knows {word}")


async def visit(ws):
    # Open until both TCP and this function are over: either may be first.
    ws.stats["sockets"] += 1
    ws.stats["open"] += 1
    try:
        async for data in ws:
            count(ws.stats["in"], data)
            if isinstance(data, str) and data.startswith("!"):
                await obey(ws, data)
            else:
                await say(ws, data)
    except ConnectionClosed:
        pass  # the code tells
    reason = f"{ws.close_code} {ws.close_reason}".strip()
    ws.stats["closes"][reason] = ws.stats["closes"].get(reason, 0) + 1
    await over(ws.stats)


async def main():
    for way, extensions in WAYS.items():
        server = await serve(
            visit, "127.0.0.1", 0, create_protocol=Protocol, compression=None, extensions=extensions,
            subprotocols=["judge.v2", "judge.v1"], max_size=None, ping_interval=None,
        )
        print(way, "127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
