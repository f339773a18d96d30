"""Web archives on object storage -> tables, on one machine or many: what `normalize cluster` does.

A run is a line of stages, each a map of tasks that are tried again until they are done; an engine is asked
for no more. A task's result is an object with a name of its own: whoever finds it need not do the task.
"""
