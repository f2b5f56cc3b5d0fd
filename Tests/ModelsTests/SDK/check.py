"""Holds what we send and what our scripted servers answer against the providers' own client libraries.

`check.py schema FILE`  FILE has one {"wire", "body"} per line; prints one list of complaints per line.
`check.py streams WIRE URL COUNT`  asks COUNT times, streamed and not; prints what the library has read, one reply per line.
`check.py faults WIRE URL COUNT`  asks once each for the models fault-0 to fault-COUNT, whatever comes of it.
`check.py converse WIRE URL`  goes through a conversation of three turns in which a first attempt is refused.
"""

import json
import sys

import anthropic
import openai
from pydantic import TypeAdapter

KEY = "sk-sdk-0123456789"
QUESTION = "Press the round button."


def say(value):
    print(json.dumps(value, sort_keys=True, ensure_ascii=False), flush=True)


def schema():
    from anthropic.types.beta import message_create_params as messages
    from jsonschema import Draft202012Validator
    from openai.types.chat import completion_create_params as completions
    from openai.types.responses import response_create_params as responses

    shapes = {}
    for wire, module, name in [
        ("anthropic-messages", messages, "MessageCreateParams"),
        ("openai-responses", responses, "ResponseCreateParams"),
        ("chat-completions", completions, "CompletionCreateParams"),
    ]:
        for kind in ["NonStreaming", "Streaming"]:
            shape = TypeAdapter(getattr(module, name + kind)).json_schema()
            shapes[wire, kind == "Streaming"] = Draft202012Validator(close(shape))
    for line in open(sys.argv[2]):
        asked = json.loads(line)
        shape = shapes[asked["wire"], asked["body"].get("stream", False)]
        say([f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in shape.iter_errors(asked["body"])])


def close(shape):
    """Fields that the library does not know are complaints too, at the top where all fields are listed."""
    return {**shape, "additionalProperties": False}


def anthropic_client(url):
    return anthropic.Anthropic(base_url=url, api_key=KEY, max_retries=2)


def openai_client(url):
    return openai.OpenAI(base_url=url, api_key=KEY, max_retries=2)


def message_of(reply):
    return {
        "id": reply.id,
        "stop": reply.stop_reason,
        "content": [block.to_dict() for block in reply.content],
        "usage": {k: v for k, v in reply.usage.to_dict().items() if isinstance(v, int)},
    }


def ask_anthropic(client, messages, stream):
    args = dict(
        model="claude-sonnet-5-5", max_tokens=100, messages=messages, tools=[{"type": "browser_toolset_20260801"}]
    )
    if not stream:
        return client.messages.create(**args)
    with client.messages.stream(**args) as events:
        return events.get_final_message()


def ask_responses(client, items, stream):
    args = dict(model="gpt-6-sol", input=items, tools=[{"type": "computer"}], store=False)
    if not stream:
        return client.responses.create(**args)
    with client.responses.stream(**args) as events:
        return events.get_final_response()


def response_of(reply):
    return {
        "id": reply.id,
        "stop": reply.status,
        "content": [plain(item.to_dict()) for item in reply.output],
        "usage": {k: v for k, v in reply.usage.to_dict().items() if isinstance(v, int)},
    }


def plain(value):
    """Without what only the library adds."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in ("parsed", "parsed_arguments")}
    return value


def ask_chat(client, messages, stream):
    args = dict(model="qwen3-vl", messages=messages, max_tokens=100)
    if not stream:
        return client.chat.completions.create(**args)
    with client.chat.completions.stream(**args, stream_options={"include_usage": True}) as events:
        return events.get_final_completion()


def completion_of(reply):
    choice = reply.choices[0]
    calls = [{"id": c.id, "name": c.function.name, "arguments": c.function.arguments} for c in choice.message.tool_calls or []]
    return {
        "id": reply.id,
        "stop": choice.finish_reason,
        "content": [{"text": choice.message.content or ""}, *calls],
        "usage": {k: v for k, v in reply.usage.to_dict().items() if isinstance(v, int)},
    }


WIRES = {
    "anthropic-messages": (anthropic_client, ask_anthropic, message_of, [{"role": "user", "content": QUESTION}]),
    "openai-responses": (openai_client, ask_responses, response_of, [{"role": "user", "content": QUESTION}]),
    "chat-completions": (
        openai_client,
        ask_chat,
        completion_of,
        [{"role": "system", "content": "Test."}, {"role": "user", "content": QUESTION}],
    ),
}


def streams():
    make, ask, tell, question = WIRES[sys.argv[2]]
    client = make(sys.argv[3])
    for number in range(int(sys.argv[4])):
        say(tell(ask(client, question, stream=number % 4 != 0)))


def faults():
    """The server fails in a way of its own for each model; it counts how often it is asked."""
    wire, url = sys.argv[2:4]
    client = WIRES[wire][0](url)
    for number in range(int(sys.argv[4])):
        model = f"fault-{number}"
        try:
            if wire == "anthropic-messages":
                question = [{"role": "user", "content": QUESTION}]
                client.messages.create(model=model, max_tokens=9, messages=question)
            else:
                client.responses.create(model=model, input=QUESTION, store=False)
        except (anthropic.APIError, openai.APIError) as error:
            say(type(error).__name__)


def converse():
    make, ask, tell, messages = WIRES[sys.argv[2]]
    client = make(sys.argv[3])
    for turn in range(3):
        reply = ask(client, messages, stream=turn == 1)
        say(tell(reply))
        messages = messages + answers(sys.argv[2], reply)


def answers(wire, reply):
    """The reply as the library gives it back, and an answer to each of its calls."""
    if wire == "anthropic-messages":
        results = [
            {"type": "tool_result", "tool_use_id": b.id, "toolset_name": b.toolset_name, "content": "Clicked."}
            for b in reply.content
            if b.type == "tool_use"
        ]
        return [{"role": "assistant", "content": reply.content}, {"role": "user", "content": results}]
    if wire == "openai-responses":
        picture = {"type": "computer_screenshot", "image_url": "data:image/png;base64," + sys.argv[4]}
        items = [plain(item.to_dict()) for item in reply.output]
        for item in reply.output:
            if item.type == "computer_call":
                items.append({"type": "computer_call_output", "call_id": item.call_id, "output": picture})
            if item.type == "function_call":
                items.append({"type": "function_call_output", "call_id": item.call_id, "output": "Noted."})
        return items
    message = reply.choices[0].message
    said = {"role": "assistant", "content": message.content}
    said["tool_calls"] = [
        {"id": c.id, "type": "function", "function": {"name": c.function.name, "arguments": c.function.arguments}}
        for c in message.tool_calls
    ]
    return [said, *({"role": "tool", "tool_call_id": c.id, "content": "Clicked."} for c in message.tool_calls)]


if __name__ == "__main__":
    {"schema": schema, "streams": streams, "faults": faults, "converse": converse}[sys.argv[1]]()
