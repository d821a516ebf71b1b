"""The load generator: phones by the thousand in one process, over raw websockets and keep-alive HTTP."""
