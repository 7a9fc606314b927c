// Volley is a load generator for WebSockets that runs k6 scripts.
package main

func main() {}
