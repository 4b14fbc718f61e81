#!/bin/sh
# A selfplay hook that hands its message to several others, one after the other:
#     hooks: {round_finished: [./each.sh, ./track.py, ./chat_message.py]}
# All are run even where one fails; then this one fails, too. A relative name is looked for in the configuration's folder.
message=$(cat)
failed=0
for hook in "$@"; do
    printf '%s\n' "$message" | "$hook" || failed=1
done
exit "$failed"
