"""What experiments share: metric rows, time on a device, what the device can do at best, and how near a step comes."""
